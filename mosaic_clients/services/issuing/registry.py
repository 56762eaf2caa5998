"""Chooses the certificate issuer of a client."""

from __future__ import annotations

from mosaic_clients.models import Client
from mosaic_clients.services.issuing.base import CertificateIssuer
from mosaic_clients.services.issuing.local import LocalIssuer
from mosaic_clients.services.issuing.manual import ManualIssuer


def issuer_of(client: Client) -> CertificateIssuer:
    """The issuer that a client names."""
    return LocalIssuer(client.certificate_authority) if client.certificate_authority else ManualIssuer()
