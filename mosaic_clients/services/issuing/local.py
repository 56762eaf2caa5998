"""The local issuer: a CA whose key is sealed in this database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from django.utils import timezone

from mosaic_clients.core.pki import local_ca
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.core.pki.chains import dump_chain, parse_certificates
from mosaic_clients.core.pki.private_keys import load_sealed_private_key
from mosaic_clients.models import CertificateAuthority, Client
from mosaic_clients.services.issuing.base import IssuerCertificate


class LocalIssuer:
    """A CA whose key is sealed in this database."""

    is_automatic: ClassVar[bool] = True
    can_revoke: ClassVar[bool] = False
    settings_fields: ClassVar[tuple[str, ...]] = ("certificate_authority",)

    def __init__(self, authority: CertificateAuthority) -> None:
        self._authority = authority

    @classmethod
    def for_client(cls, client: Client) -> Self | None:
        """The CA that the client names."""
        return cls(client.certificate_authority) if client.certificate_authority else None

    @classmethod
    def configured(cls) -> Iterator[Self]:
        """Every CA in this database."""
        return (cls(authority) for authority in CertificateAuthority.objects.defer("private_key"))

    def describe(self) -> str:
        """Names the CA."""
        return f"CA “{self._authority.name}” in this database"

    def certify(self, csr_pem: str) -> str:
        """Signs immediately; raises MaterialRefused or SealingError."""
        key = load_sealed_private_key(self._authority.unseal("private_key"))
        root = parse_certificates(self._authority.certificate)[0]
        leaf = local_ca.issue(csr_pem, key, root, now=timezone.now(), lifetime=self._authority.leaf_lifetime)
        return dump_chain([leaf, root])

    def has_issued(self, issuer_dn: str) -> bool:
        """Whether the DN is that of this CA."""
        return issuer_dn == self._authority.subject_dn

    def expiring_certificates(self) -> Iterator[IssuerCertificate]:
        """The root certificate; raises MaterialRefused."""
        facts = read_facts(parse_certificates(self._authority.certificate)[0])
        yield IssuerCertificate(facts, f"Certificate authority {self._authority.name}", self._authority)
