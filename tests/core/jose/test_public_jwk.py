"""Our public keys as JWKs have exactly the members that Mosaic needs, and never a private one."""

import base64
import hashlib
import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.jose.public_jwk import PRIVATE_MEMBERS, client_key_set, dump_key_set, key_id, public_jwk
from tests.core.fuzzing import fuzz
from tests.pki import ec_key, issue, rsa_key

COMMON = {"kty", "use", "kid", "x5c", "alg"}
CERTIFICATES = {
    "RSA": issue("CN=rsa", key=rsa_key()),
    "P-256": issue("CN=ec", key=ec_key()),
    "P-384": issue("CN=ec384", key=ec_key(curve=ec.SECP384R1)),
}


def thumbprint_of(jwk) -> str:
    """Compute RFC 7638 independently: required members, sorted, without white space, SHA-256, base64url."""
    required = ("e", "kty", "n") if jwk["kty"] == "RSA" else ("crv", "kty", "x", "y")
    text = json.dumps({name: jwk[name] for name in required}, sort_keys=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def number(text: str) -> int:
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text)
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


@pytest.mark.parametrize(
    ("kind", "members", "algorithm"),
    [("RSA", {"n", "e"}, "RS256"), ("P-256", {"crv", "x", "y"}, "ES256"), ("P-384", {"crv", "x", "y"}, "ES384")],
)
def test_jwk_has_exactly_its_public_members(kind, members, algorithm):
    jwk = public_jwk(CERTIFICATES[kind].certificate)
    assert set(jwk) == COMMON | members
    assert jwk["use"] == "sig"
    assert jwk["alg"] == algorithm


@pytest.mark.parametrize("kind", CERTIFICATES)
def test_kid_is_the_rfc_7638_thumbprint_of_the_key(kind):
    pair = CERTIFICATES[kind]
    jwk = public_jwk(pair.certificate)
    assert jwk["kid"] == thumbprint_of(jwk) == key_id(pair.key.public_key())


@pytest.mark.parametrize("kind", CERTIFICATES)
def test_x5c_is_only_the_certificate_in_standard_base64(kind):
    pair = CERTIFICATES[kind]
    (text,) = public_jwk(pair.certificate)["x5c"]
    assert base64.b64decode(text, validate=True) == pair.der
    assert "\n" not in text


def test_jwk_numbers_are_those_of_the_key():
    rsa, curve = public_jwk(CERTIFICATES["RSA"].certificate), public_jwk(CERTIFICATES["P-384"].certificate)
    assert (number(rsa["n"]), number(rsa["e"])) == (rsa_key().public_key().public_numbers().n, 65537)
    expected = CERTIFICATES["P-384"].key.public_key().public_numbers()
    assert (number(curve["x"]), number(curve["y"])) == (expected.x, expected.y)
    assert len(curve["x"]) == len(curve["y"]) == 64


@fuzz
@given(st.integers(1, 2**254))
def test_coordinates_have_full_width_and_nothing_private_is_exported(secret):
    key = ec.derive_private_key(secret, ec.SECP256R1())
    jwk = public_jwk(issue(key=key).certificate)
    assert not PRIVATE_MEMBERS & set(jwk)
    assert len(jwk["x"]) == len(jwk["y"]) == 43
    assert jwk["kid"] == thumbprint_of(jwk)
    private = base64.urlsafe_b64encode(secret.to_bytes(32)).rstrip(b"=").decode()
    assert secret < 2**64 or private not in json.dumps(jwk)


def test_key_set_keeps_the_order_and_only_public_members():
    pairs = [CERTIFICATES[kind] for kind in ("P-256", "RSA")]
    key_set = json.loads(dump_key_set(client_key_set(pair.certificate for pair in pairs)))
    assert list(key_set) == ["keys"]
    assert [jwk["kid"] for jwk in key_set["keys"]] == [key_id(pair.key.public_key()) for pair in pairs]
    assert not any(PRIVATE_MEMBERS & set(jwk) for jwk in key_set["keys"])
    assert client_key_set([]) == {"keys": []}


@pytest.mark.parametrize("key", [rsa_key(bits=1024), ec_key(curve=ec.SECP256K1)])
def test_certificate_with_unsupported_key_is_refused(key):
    with pytest.raises(MaterialRefused) as error:
        public_jwk(issue(key=key).certificate)
    assert error.value.code == "weak_key"
