"""What every certificate issuer can do."""

from __future__ import annotations

from typing import Protocol


class CertificateIssuer(Protocol):
    """Turns a CSR into a chain, now or later."""

    is_automatic: bool

    def certify(self, csr_pem: str) -> str | None:
        """The PEM chain for a CSR, leaf to root, or None while it is not issued yet; raises MosaicError."""
        ...
