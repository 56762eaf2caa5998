"""The kinds of certificate issuers, and which one signs for a client. A new kind is a module here and one line."""

from __future__ import annotations

from collections.abc import Iterator

from mosaic_clients.models import Client
from mosaic_clients.services.issuing.base import CertificateIssuer
from mosaic_clients.services.issuing.local import LocalIssuer
from mosaic_clients.services.issuing.manual import ManualIssuer

ISSUERS: list[type[CertificateIssuer]] = [
    LocalIssuer,
    ManualIssuer,  # last: it signs for every client that has no other issuer
]


def issuer_of(client: Client) -> CertificateIssuer:
    """The issuer of a client: the first kind that signs for it."""
    return next(issuer for kind in ISSUERS if (issuer := kind.for_client(client)) is not None)


def configured_issuers() -> Iterator[CertificateIssuer]:
    """Every issuer of every kind."""
    for kind in ISSUERS:
        yield from kind.configured()


def settings_fields() -> tuple[str, ...]:
    """The columns of Client that an operator sets for any issuer."""
    return tuple(dict.fromkeys(name for kind in ISSUERS for name in kind.settings_fields))
