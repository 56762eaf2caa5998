"""Certificates as public JWKs, as Mosaic must have them for a self-signed client (RFC 8705 §2.2, RFC 7517)."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from typing import TypedDict

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import ECKey, RSAKey

from mosaic_clients.core.jose.algorithms import PUBLIC_MEMBERS, algorithms_of
from mosaic_clients.core.pki.certificates import public_key_of, to_der
from mosaic_clients.core.pki.private_keys import PublicKey

PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
"""Members that only a private or symmetric JWK has (RFC 7518 §6)."""


class PublicJWK(TypedDict, total=False):
    """The members of one exported key: ``n e`` for RSA, ``crv x y`` for EC."""

    kty: str
    use: str
    kid: str
    x5c: list[str]
    alg: str
    n: str
    e: str
    crv: str
    x: str
    y: str


class ClientKeySet(TypedDict):
    """A JWK set of our public keys (RFC 7517 §5)."""

    keys: list[PublicJWK]


def key_id(key: PublicKey) -> str:
    """Return our ``kid`` of a public key: its RFC 7638 SHA-256 thumbprint in base64url."""
    return _import(key).thumbprint()


def public_jwk(certificate: x509.Certificate) -> PublicJWK:
    """Return one certificate as the public JWK that Mosaic expects.

    ``x5c`` contains only the certificate, as standard base64 of its DER: Mosaic compares exactly that certificate.
    Raises MaterialRefused if the certificate's key is not supported.
    """
    key = _import(public_key_of(certificate))
    numbers = key.as_dict(private=False)
    algorithm = algorithms_of(key.key_type, str(numbers.get("crv", "")))[0]
    jwk = PublicJWK(
        kty=key.key_type,
        use="sig",
        kid=key.thumbprint(),
        x5c=[b64encode(to_der(certificate)).decode()],
        alg=algorithm,
    )
    jwk.update({member: str(numbers[member]) for member in PUBLIC_MEMBERS[key.key_type]})  # type: ignore[typeddict-item]
    return jwk


def client_key_set(certificates: Iterable[x509.Certificate]) -> ClientKeySet:
    """Return several certificates as one JWK set, in the same order."""
    return ClientKeySet(keys=[public_jwk(certificate) for certificate in certificates])


def dump_key_set(key_set: ClientKeySet) -> str:
    """Return the JSON text to paste or serve."""
    return json.dumps(key_set, indent=2)


def _import(key: PublicKey) -> RSAKey | ECKey:
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return RSAKey.import_key(pem) if isinstance(key, rsa.RSAPublicKey) else ECKey.import_key(pem)
