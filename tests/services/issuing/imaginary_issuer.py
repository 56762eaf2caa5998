"""An issuer that this package does not have: an external CA for every client whose name begins with "imaginary"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from mosaic_clients.core.errors import Unreachable
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.models import Client
from mosaic_clients.sandbox import ClientCA
from mosaic_clients.services.issuing.base import IssuerCertificate

NAME = "imaginary CA"


class ImaginaryIssuer:
    """Signs for CA-signed clients whose name begins with "imaginary". ``is_down``: it does not answer."""

    is_automatic: ClassVar[bool] = True
    can_revoke: ClassVar[bool] = True
    settings_fields: ClassVar[tuple[str, ...]] = ()
    is_down: ClassVar[bool] = False
    authority: ClassVar[ClientCA]
    issued: ClassVar[list[str]]

    @classmethod
    def for_client(cls, client: Client) -> Self | None:
        """Chooses by the name of the client."""
        return cls() if client.name.startswith("imaginary") else None

    @classmethod
    def configured(cls) -> Iterator[Self]:
        """One instance."""
        yield cls()

    def describe(self) -> str:
        """Its name."""
        return NAME

    def certify(self, csr_pem: str) -> str:
        """Signs immediately."""
        self._require_answer()
        chain = self.authority.issue(csr_pem)
        self.issued.append(chain)
        return chain

    def has_issued(self, issuer_dn: str) -> bool:
        """Whether the DN is that of its CA."""
        return issuer_dn == "CN=Sandbox issuing CA"

    def expiring_certificates(self) -> Iterator[IssuerCertificate]:
        """The intermediate and the root of the last certificate."""
        self._require_answer()
        for certificate in parse_certificates(self.issued[-1])[1:] if self.issued else ():
            yield IssuerCertificate(read_facts(certificate), NAME)

    def _require_answer(self) -> None:
        if self.is_down:
            raise Unreachable("The imaginary CA does not answer.")
