"""Tokens and key sets for tests, valid and hostile, created without the code under test."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mosaic_clients.core.jose.algorithms import ALGORITHMS
from tests.pki import NOW, ec_key, rsa_key

SECONDS = NOW.timestamp()
KEYS: dict[str, Any] = {
    "rsa": rsa_key(),
    "ec": ec_key(),
    "ec384": ec_key(curve=ec.SECP384R1),
    "ec521": ec_key(curve=ec.SECP521R1),
    "ed": ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32))),
}
KIDS = {
    ("RSA", ""): "rsa",
    ("EC", "P-256"): "ec",
    ("EC", "P-384"): "ec384",
    ("EC", "P-521"): "ec521",
    ("OKP", "Ed25519"): "ed",
}
FAMILY = {name: KIDS[algorithm.key_type, algorithm.curve] for name, algorithm in ALGORITHMS.items()}
"""Algorithm → the kid of its key in this module."""

_HASH_OF_SIZE = {32: hashes.SHA256(), 48: hashes.SHA384(), 66: hashes.SHA512()}
"""The size of r and s → the hash of ECDSA (RFC 7518 §3.4), repeated here because the registry is under test."""

CLAIMS = {
    "iss": "https://userid.security",
    "aud": "userid-api",
    "sub": "client-1",
    "client_id": "client-1",
    "scope": "read write",
    "exp": SECONDS + 300,
    "iat": SECONDS - 10,
    "jti": "id-1",
}


def b64(data: bytes | str) -> str:
    content = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def b64_number(number: int, size: int | None = None) -> str:
    return b64(number.to_bytes(size or (number.bit_length() + 7) // 8))


def sign(key: Any, algorithm: str, data: bytes) -> bytes:
    """Returns a JWS signature (RFC 7518 §3)."""
    if isinstance(key, rsa.RSAPrivateKey):
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
        return key.sign(data, pss if algorithm == "PS256" else padding.PKCS1v15(), hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        size = (key.curve.key_size + 7) // 8
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(_HASH_OF_SIZE[size])))
        return r.to_bytes(size) + s.to_bytes(size)
    return key.sign(data)


def token(
    claims: dict[str, Any] | bytes | None = None,
    header: dict[str, Any] | bytes | None = None,
    *,
    algorithm: str = "ES256",
    key: Any = None,
    signature: bytes | None = None,
) -> str:
    """Creates a signed compact JWS. Dictionaries change the valid claims and header; DROP removes one.

    Bytes replace the whole part.
    """
    first = {"alg": algorithm, "kid": FAMILY.get(algorithm, "ec"), "typ": "at+jwt"}
    parts = [
        changes if isinstance(changes, bytes) else json.dumps(_changed(base, changes)).encode()
        for base, changes in ((first, header), (CLAIMS, claims))
    ]
    signing_input = f"{b64(parts[0])}.{b64(parts[1])}"
    if signature is None:
        signature = sign(key or KEYS[FAMILY.get(algorithm, "ec")], algorithm, signing_input.encode())
    return f"{signing_input}.{b64(signature)}"


DROP = object()


def _changed(base: dict[str, Any], changes: dict[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in {**base, **(changes or {})}.items() if value is not DROP}


def jwk_of(key: Any, **members: Any) -> dict[str, Any]:
    """Returns a public JWK; ``members`` are added or override."""
    public = key.public_key() if hasattr(key, "public_key") else key
    if isinstance(public, rsa.RSAPublicKey):
        numbers = public.public_numbers()
        base = {"kty": "RSA", "n": b64_number(numbers.n), "e": b64_number(numbers.e)}
    elif isinstance(public, ec.EllipticCurvePublicKey):
        point, size = public.public_numbers(), (public.curve.key_size + 7) // 8
        curve = {256: "P-256", 384: "P-384", 521: "P-521", 224: "P-224"}[public.curve.key_size]
        curve = "secp256k1" if public.curve.name == "secp256k1" else curve
        base = {"kty": "EC", "crv": curve, "x": b64_number(point.x, size), "y": b64_number(point.y, size)}
    else:
        base = {"kty": "OKP", "crv": "Ed25519", "x": b64(public.public_bytes(Encoding.Raw, PublicFormat.Raw))}
    return _changed(base, members)


def key_set(*entries: Any) -> bytes:
    """Returns a JWK set as Mosaic sends it; by default with all keys of this module."""
    default = [jwk_of(key, kid=kid) for kid, key in KEYS.items()]
    return json.dumps({"keys": list(entries) or default}).encode()
