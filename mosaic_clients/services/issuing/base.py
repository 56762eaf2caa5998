"""The interface of every certificate issuer. Code outside this package asks the issuer, never a column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from mosaic_clients.core.pki.certificates import CertificateFacts
from mosaic_clients.models import CertificateAuthority, Client


@dataclass(frozen=True, slots=True)
class IssuerCertificate:
    """A certificate of an issuer's CA. ``label`` names it in alerts; ``authority`` is its row, if it has one."""

    facts: CertificateFacts
    label: str
    authority: CertificateAuthority | None = None


class CertificateIssuer(Protocol):
    """Signs the CSRs of clients, now or later, or leaves that to an operator.

    ``is_automatic``: ``certify`` needs no operator. ``can_revoke``: the CA can revoke a certificate that it issued.
    ``settings_fields``: the columns of Client that an operator sets for this issuer, in the order of the form.
    """

    is_automatic: ClassVar[bool]
    can_revoke: ClassVar[bool]
    settings_fields: ClassVar[tuple[str, ...]]

    @classmethod
    def for_client(cls, client: Client) -> Self | None:
        """The issuer of this kind that signs for a client, or None where another kind does."""
        ...

    @classmethod
    def configured(cls) -> Iterable[Self]:
        """Every issuer of this kind, for all clients."""
        ...

    def describe(self) -> str:
        """Its name in texts: a noun phrase without an article."""
        ...

    def certify(self, csr_pem: str) -> str | None:
        """The PEM chain for a CSR, leaf to root, or None while it is not issued yet; raises MosaicError."""
        ...

    def has_issued(self, issuer_dn: str) -> bool:
        """Whether a certificate with this issuer DN (RFC 4514) comes from its CA, as far as it knows."""
        ...

    def expiring_certificates(self) -> Iterable[IssuerCertificate]:
        """The certificates of its own CA, for expiry alerts; raises MosaicError."""
        ...
