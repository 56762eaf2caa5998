"""The manual issuer: an operator takes the CSR to a CA and attaches the certificate."""

from __future__ import annotations


class ManualIssuer:
    """The operator takes the CSR to a CA and attaches the answer."""

    is_automatic = False

    def certify(self, csr_pem: str) -> str | None:
        """Never by itself."""
        return None
