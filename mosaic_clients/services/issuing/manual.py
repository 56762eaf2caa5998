"""The manual issuer: an operator takes the CSR to a CA and attaches the certificate."""

from __future__ import annotations

from typing import ClassVar, Self

from mosaic_clients.models import Client
from mosaic_clients.services.issuing.base import IssuerCertificate


class ManualIssuer:
    """The operator takes the CSR to a CA and attaches the certificate. What that CA issues is not known here."""

    is_automatic: ClassVar[bool] = False
    can_revoke: ClassVar[bool] = True
    settings_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def for_client(cls, client: Client) -> Self:
        """The issuer of every client that has no other."""
        return cls()

    @classmethod
    def configured(cls) -> tuple[Self, ...]:
        """One instance, for all of these clients."""
        return (cls(),)

    def describe(self) -> str:
        """The same for every CA: its own name is not known here."""
        return "external CA"

    def certify(self, csr_pem: str) -> str | None:
        """None: an operator attaches the certificate."""
        return None

    def has_issued(self, issuer_dn: str) -> bool:
        """True: an operator attached every certificate that no other issuer signed."""
        return True

    def expiring_certificates(self) -> tuple[IssuerCertificate, ...]:
        """None are known here; those in a client's chain are checked with the client."""
        return ()
