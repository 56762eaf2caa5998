"""A private key that an operator hands in as a JWK (RFC 7517)."""

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
from mosaic_clients.core.pki.private_keys import PrivateKey, require_private, require_rsa_bits, require_size

_JWK_KEYS: dict[str, type[RSAKey | ECKey]] = {"RSA": RSAKey, "EC": ECKey}
_JWK_MEMBERS = ("kty", "n", "e", "d", "p", "q", "dp", "dq", "qi", "crv", "x", "y")
"""What makes the key. The rest describes it, and a library that is strict about it is of no use here."""


def load_private_jwk(text: str | bytes) -> tuple[PrivateKey, str]:
    """Read a private JWK (RFC 7517) that an operator hands in: the key, checked in full, and its ``x5c`` as PEM.

    A set with one key is taken as that key. Raises MaterialRefused for a public or symmetric key and for anything that
    is no usable RSA or EC key.
    """
    data = require_size(text, "JWK").removeprefix(BOM_UTF8)
    try:
        jwk = parse_json_object(data)
    except ValueError:
        raise MaterialRefused("This is not a JWK: expected a JSON object.", code="jwk_unreadable") from None
    if isinstance(jwk.get("keys"), list):
        if len(jwk["keys"]) != 1 or not isinstance(jwk["keys"][0], dict):
            raise MaterialRefused("The JWK set does not hold exactly one key: give that key.", code="jwk_unreadable")
        jwk = jwk["keys"][0]
    kind = _JWK_KEYS.get(str(jwk.get("kty")))
    if kind is None:
        raise MaterialRefused(
            "The JWK's kty is neither RSA nor EC: a TLS client needs a key pair of one of these.", code="key_type"
        )
    if "d" not in jwk:
        raise MaterialRefused("The JWK is a public key: it holds no private key.", code="jwk_public")
    try:
        known = {name: jwk[name] for name in _JWK_MEMBERS if name in jwk}
        if kind is RSAKey:
            _require_bounded(known)
        key = serialization.load_der_private_key(kind.import_key(known).as_der(private=True), None)
        chain = [b64encode(decode_base64(entry)).decode() for entry in jwk.get("x5c") or ()]
    except (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm, JoseError):
        raise MaterialRefused("The JWK cannot be read: its members are no key.", code="jwk_unreadable") from None
    pem = "".join(f"-----BEGIN CERTIFICATE-----\n{entry}\n-----END CERTIFICATE-----\n" for entry in chain)
    return require_private(key), pem


def _require_bounded(members: dict[str, Any]) -> None:
    """Refuse an RSA key's numbers before any arithmetic on them: a long ``d`` alone is factored for minutes.

    Raises MaterialRefused, ValueError or KeyError.
    """
    bits = int.from_bytes(decode_base64url(members["n"])).bit_length()
    require_rsa_bits(bits)
    if any(len(str(value)) > bits // 6 + 4 for value in members.values()):  # base64 of it, and one octet of zeros
        raise ValueError("a number is longer than the modulus")
