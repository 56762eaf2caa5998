"""What Mosaic must hold of a credential, as one comparable digest."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography import x509

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.certificates import thumbprint, to_der, without_library_warnings


@without_library_warnings()
def publication_digest(auth_method: AuthMethod, chain: Sequence[x509.Certificate]) -> str:
    """The digest of a chain (leaf first): 43 characters of base64url.

    For a self-signed client it is the certificate's thumbprint: Mosaic compares exactly that certificate. For a
    CA-signed one it covers the subject DN and the issuers: a renewal under the same CA and DN has the same digest.
    """
    leaf, *issuers = chain
    if auth_method is AuthMethod.SELF_SIGNED:
        return thumbprint(to_der(leaf))
    digest = hashlib.sha256(leaf.subject.public_bytes())
    for issuer in issuers:
        digest.update(hashlib.sha256(to_der(issuer)).digest())
    return urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
