"""Reads a private key that an operator gives as a JWK (RFC 7517)."""

from __future__ import annotations

from base64 import b64encode
from codecs import BOM_UTF8
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from mosaic_clients.core.encoding import decode_base64, decode_base64url, parse_json_object
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.private_keys import PrivateKey, require_private, require_rsa_bits, require_size

_JWK_KEYS: dict[str, type[RSAKey | ECKey]] = {"RSA": RSAKey, "EC": ECKey}
_JWK_MEMBERS = ("kty", "n", "e", "d", "p", "q", "dp", "dq", "qi", "crv", "x", "y")
"""The members that make up the key. The others only describe it and are not given to the library, which is strict."""


def load_private_jwk(text: str | bytes) -> tuple[PrivateKey, str]:
    """The key of a private JWK (RFC 7517), fully checked, and its ``x5c`` as PEM.

    A set with one key counts as that key. Raises MaterialRefused for a public or symmetric key and for anything that
    is not a usable RSA or EC key.
    """
    data = require_size(text, "JWK").removeprefix(BOM_UTF8)
    try:
        jwk = parse_json_object(data)
    except ValueError:
        raise MaterialRefused("This is not a JWK: expected a JSON object.", code=MaterialCode.JWK_UNREADABLE) from None
    if isinstance(jwk.get("keys"), list):
        if len(jwk["keys"]) != 1 or not isinstance(jwk["keys"][0], dict):
            raise MaterialRefused(
                "The JWK set does not hold exactly one key: give that key.", code=MaterialCode.JWK_UNREADABLE
            )
        jwk = jwk["keys"][0]
    kind = _JWK_KEYS.get(str(jwk.get("kty")))
    if kind is None:
        raise MaterialRefused(
            "The JWK's kty is neither RSA nor EC. Use a key pair of one of these types.", code=MaterialCode.KEY_TYPE
        )
    if "d" not in jwk:
        raise MaterialRefused("The JWK is a public key: it holds no private key.", code=MaterialCode.JWK_PUBLIC)
    try:
        members = {name: jwk[name] for name in _JWK_MEMBERS if name in jwk}
        if kind is RSAKey:
            _require_bounded(members)
        key = serialization.load_der_private_key(kind.import_key(members).as_der(private=True), None)
        chain = [b64encode(decode_base64(entry)).decode() for entry in jwk.get("x5c") or ()]
    except (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm, JoseError):
        raise MaterialRefused(
            "The JWK cannot be read: its members do not form a key.", code=MaterialCode.JWK_UNREADABLE
        ) from None
    pem = "".join(f"-----BEGIN CERTIFICATE-----\n{entry}\n-----END CERTIFICATE-----\n" for entry in chain)
    return require_private(key), pem


def _require_bounded(members: dict[str, Any]) -> None:
    """Refuse oversized RSA numbers before any arithmetic: factoring with a long ``d`` takes minutes.

    Raises MaterialRefused, ValueError or KeyError.
    """
    bits = int.from_bytes(decode_base64url(members["n"])).bit_length()
    require_rsa_bits(bits)
    if any(len(str(value)) > bits // 6 + 4 for value in members.values()):  # its base64, and one leading zero byte
        raise ValueError("a number is longer than the modulus")
