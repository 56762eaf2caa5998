"""The manual issuer: an operator takes the CSR to a CA and attaches the certificate."""

from __future__ import annotations

from typing import ClassVar, Self

from mosaic_clients.models import Client
from mosaic_clients.services.issuing.base import IssuerCertificate


class ManualIssuer:
    """The operator takes the CSR to a CA and attaches its certificate. What that CA has issued is not known here."""

    is_automatic: ClassVar[bool] = False
    can_revoke: ClassVar[bool] = True
    settings_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def for_client(cls, client: Client) -> Self:
        """Signs for every client that no other issuer signs for."""
        return cls()

    @classmethod
    def configured(cls) -> tuple[Self, ...]:
        """One, for all of these clients."""
        return (cls(),)

    def describe(self) -> str:
        """No CA is known here by name."""
        return "by hand"

    def certify(self, csr_pem: str) -> str | None:
        """None: only the operator brings the certificate."""
        return None

    def has_issued(self, issuer_dn: str) -> bool:
        """Whether the certificate was attached by an operator, which every one is that no other issuer signed."""
        return True

    def expiring_certificates(self) -> tuple[IssuerCertificate, ...]:
        """None are known here; those in a client's chain are watched with the client."""
        return ()
