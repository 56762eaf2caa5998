"""The local issuer: a CA whose key is sealed in our database."""

from __future__ import annotations

from django.utils import timezone

from mosaic_clients.core.pki import local_ca
from mosaic_clients.core.pki.chains import dump_chain, parse_certificates
from mosaic_clients.core.pki.private_keys import load_sealed_private_key
from mosaic_clients.models import CertificateAuthority


class LocalIssuer:
    """A CA whose key is sealed in our database."""

    is_automatic = True

    def __init__(self, authority: CertificateAuthority) -> None:
        self._authority = authority

    def certify(self, csr_pem: str) -> str:
        """Sign at once; raises MaterialRefused or SealingError."""
        key = load_sealed_private_key(self._authority.unseal("private_key"))
        root = parse_certificates(self._authority.certificate)[0]
        leaf = local_ca.issue(csr_pem, key, root, now=timezone.now(), lifetime=self._authority.leaf_lifetime)
        return dump_chain([leaf, root])
