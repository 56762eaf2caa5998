"""JWS signatures straight over cryptography: the one algorithm that the caller has already chosen (RFC 7518 §3)."""

from __future__ import annotations

from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from mosaic_clients.core.jose.jwks import VerificationKey

_SHA256, _SHA384 = hashes.SHA256(), hashes.SHA384()
_PKCS1 = padding.PKCS1v15()
_PSS = padding.PSS(mgf=padding.MGF1(_SHA256), salt_length=32)  # RFC 7518 §3.5: salt as long as the digest
_ECDSA: dict[str, tuple[ec.ECDSA, int]] = {"ES256": (ec.ECDSA(_SHA256), 32), "ES384": (ec.ECDSA(_SHA384), 48)}


def signature_is_valid(key: VerificationKey, algorithm: str, signature: bytes, signing_input: bytes) -> bool:
    """Whether ``signature`` is that of ``signing_input`` under ``algorithm``, which must fit the key's type."""
    # The algorithm decides alone: asking what class the key is of would cost more than choosing the key did.
    verify: Any = key.verify
    try:
        if algorithm == "RS256":
            verify(signature, signing_input, _PKCS1, _SHA256)
        elif algorithm == "PS256":
            verify(signature, signing_input, _PSS, _SHA256)
        elif algorithm == "EdDSA":
            verify(signature, signing_input)
        else:
            scheme, size = _ECDSA[algorithm]
            if len(signature) != 2 * size:  # RFC 7518 §3.4: r and s, each as long as the order
                return False
            pair = encode_dss_signature(int.from_bytes(signature[:size]), int.from_bytes(signature[size:]))
            verify(pair, signing_input, scheme)
    except InvalidSignature:
        return False
    return True
