"""The registry of JWS signature algorithms (RFC 7518 §3.1). All code that depends on an ``alg`` reads its row.

To accept another algorithm, add a row to ``_ROWS``.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from mosaic_clients.core.pki.private_keys import RSA_MAX_BITS, RSA_MIN_BITS

VerificationKey: TypeAlias = rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey

PUBLIC_MEMBERS: dict[str, tuple[str, ...]] = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}
"""Key type → the JWK members that make its public key (RFC 7518 §6, RFC 8037 §2)."""


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One ``alg``.

    ``key_type`` and ``curve`` are the ``kty`` and ``crv`` of its keys. ``key_curve`` is that curve in cryptography: an
    EllipticCurve, or the class of the public key; None for RSA. ``signature_sizes`` are the shortest and the longest
    signature in bytes. ``parameters`` are the arguments of the key's ``verify`` after signature and data.
    """

    name: str
    key_type: str
    curve: str
    hash_name: str
    signature_sizes: tuple[int, int]
    parameters: tuple[Any, ...]
    is_fapi_allowed: bool
    key_curve: Any = None


def _rsa(
    name: str, scheme: padding.AsymmetricPadding, digest: hashes.HashAlgorithm, *, fapi: bool = False
) -> Algorithm:
    sizes = (RSA_MIN_BITS // 8, RSA_MAX_BITS // 8)  # RFC 8017 §8: as long as the modulus
    return Algorithm(name, "RSA", "", digest.name, sizes, (scheme, digest), fapi)


def _pss(digest: hashes.HashAlgorithm) -> padding.PSS:
    return padding.PSS(mgf=padding.MGF1(digest), salt_length=digest.digest_size)  # RFC 7518 §3.5


def _ecdsa(
    name: str, curve: str, key_curve: ec.EllipticCurve, digest: hashes.HashAlgorithm, *, fapi: bool = False
) -> Algorithm:
    size = 2 * ((key_curve.key_size + 7) // 8)  # RFC 7518 §3.4: r and s, each as long as the order
    return Algorithm(name, "EC", curve, digest.name, (size, size), (ec.ECDSA(digest),), fapi, key_curve)


def _ed25519(name: str) -> Algorithm:
    # Ed25519 signs over SHA-512 (RFC 8032 §5.1), so at_hash and c_hash use it too. The note in FAPI 2.0 §5.4.1 allows
    # its fully-specified name (RFC 9864 §2.2) as well as EdDSA.
    return Algorithm(name, "OKP", "Ed25519", "sha512", (64, 64), (), True, ed25519.Ed25519PublicKey)


_ROWS = (
    _rsa("RS256", padding.PKCS1v15(), hashes.SHA256()),
    _rsa("PS256", _pss(hashes.SHA256()), hashes.SHA256(), fapi=True),
    _ecdsa("ES256", "P-256", ec.SECP256R1(), hashes.SHA256(), fapi=True),
    _ecdsa("ES384", "P-384", ec.SECP384R1(), hashes.SHA384()),
    _ecdsa("ES512", "P-521", ec.SECP521R1(), hashes.SHA512()),
    _ed25519("EdDSA"),
    _ed25519("Ed25519"),
)

ALGORITHMS = {row.name: row for row in _ROWS}
"""Name → algorithm, in the order in which they are offered."""

CURVES = {(row.key_type, row.curve): row.key_curve for row in _ROWS if row.curve}
"""``kty`` and ``crv`` → ``key_curve``."""


def algorithms_of(key_type: str, curve: str = "") -> tuple[str, ...]:
    """Return the algorithms of a key with this ``kty`` and ``crv``, the preferred one first; empty for other keys."""
    return tuple(row.name for row in _ROWS if (row.key_type, row.curve) == (key_type, curve))


def left_half_hash(algorithm: str, value: str) -> str:
    """Return the left half of the hash of ``value`` in base64url, as in ``at_hash`` and ``c_hash``.

    See OpenID Connect Core §3.1.3.6. The hash is that of ``algorithm``, which must be in the registry.
    """
    digest = hashlib.new(ALGORITHMS[algorithm].hash_name, value.encode("ascii")).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def signature_is_valid(key: VerificationKey, algorithm: str, signature: bytes, signing_input: bytes) -> bool:
    """Return whether ``signature`` signs ``signing_input`` by ``algorithm``, which must fit the key's type."""
    # Does not check the key's class again: that would cost more than choosing the key did.
    row = ALGORITHMS[algorithm]
    try:
        if row.key_type == "EC":
            signature = _to_der(signature, row.signature_sizes[0])
        key.verify(signature, signing_input, *row.parameters)
    except InvalidSignature:
        return False
    return True


def _to_der(signature: bytes, size: int) -> bytes:
    """Return r and s (RFC 7518 §3.4) as cryptography takes them; raises InvalidSignature if they are not ``size``."""
    if len(signature) != size:
        raise InvalidSignature
    half = size // 2
    return encode_dss_signature(int.from_bytes(signature[:half]), int.from_bytes(signature[half:]))
