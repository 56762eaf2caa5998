"""An invalid entry of Mosaic's key set is skipped, and does not affect the valid ones."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.core.jose.jwks import parse_signing_keys
from tests.core.tokens import DROP, KEYS, b64, b64_number, jwk_of, key_set
from tests.pki import ec_key, rsa_key

GOOD = jwk_of(KEYS["ec"], kid="good")
RSA, EC, ED = KEYS["rsa"], KEYS["ec"], KEYS["ed"]
N, POINT = RSA.public_key().public_numbers().n, EC.public_key().public_numbers()


def kids(*entries) -> list[str | None]:
    return [key.kid for key in parse_signing_keys(key_set(*entries)).keys]


@pytest.mark.parametrize(
    ("kid", "algorithm"), [("rsa", "RS256"), ("rsa", "PS256"), ("ec521", "ES512"), ("ed", "EdDSA"), ("ed", "Ed25519")]
)
def test_alg_restricts_a_key_to_one_algorithm(kid, algorithm):
    (key,) = parse_signing_keys(key_set(jwk_of(KEYS[kid], kid="k", alg=algorithm))).keys
    assert key.algorithms == {algorithm}


SKIPPED = {
    "not an object": "x",
    "null": None,
    "a list": [],
    "a symmetric key": {"kty": "oct", "k": b64(b"x" * 32), "kid": "k"},
    "a private RSA key": jwk_of(RSA, d="AQAB"),
    "a private EC key": jwk_of(EC, d="AQAB"),
    "a key with k": jwk_of(EC, k="AQAB"),
    "use enc": jwk_of(EC, use="enc"),
    "use null": jwk_of(EC, use=None),
    "use as a list": jwk_of(EC, use=["sig"]),
    "key_ops without verify": jwk_of(EC, key_ops=["encrypt"]),
    "key_ops as text": jwk_of(EC, key_ops="verify"),
    "key_ops empty": jwk_of(EC, key_ops=[]),
    "alg none": jwk_of(EC, alg="none"),
    "alg of another family": jwk_of(EC, alg="RS256"),
    "alg HS256": jwk_of(RSA, alg="HS256"),
    "alg as a list": jwk_of(EC, alg=["ES256"]),
    "alg null": jwk_of(EC, alg=None),
    "kty missing": jwk_of(EC, kty=DROP),
    "kty as a list": jwk_of(EC, kty=["EC"]),
    "kty as an object": jwk_of(EC, kty={}),
    "kty in lower case": jwk_of(RSA, kty="rsa"),
    "crv as a list": jwk_of(EC, crv=["P-256"]),
    "crv as an object": jwk_of(EC, crv={"P-256": 1}),
    "crv missing": jwk_of(EC, crv=DROP),
    "P-224": jwk_of(ec_key(curve=ec.SECP224R1)),
    "secp256k1": jwk_of(ec_key(curve=ec.SECP256K1)),
    "P-384 numbers called P-256": jwk_of(KEYS["ec384"], crv="P-256"),
    "P-384 numbers called P-521": jwk_of(KEYS["ec384"], crv="P-521"),
    "P-521 numbers without their leading zeros": jwk_of(KEYS["ec521"], x=b64(b"\1" * 65)),
    "P-521 of another kty": jwk_of(KEYS["ec521"], kty="OKP"),
    "Ed25519 of kty EC": jwk_of(ED, kty="EC", y=b64(b"\1" * 32)),
    "P-521 for ES256": jwk_of(KEYS["ec521"], alg="ES256"),
    "a point off the curve": jwk_of(EC, y=b64(b"\1" * 32)),
    "the point at zero": jwk_of(EC, x=b64(bytes(32)), y=b64(bytes(32))),
    "a short coordinate": jwk_of(EC, x=b64(b"\1" * 31)),
    "x with a zero before it": jwk_of(EC, x=b64(bytes(1) + POINT.x.to_bytes(32))),
    "y with a zero before it": jwk_of(EC, y=b64(bytes(1) + POINT.y.to_bytes(32))),
    "an Ed25519 key of another kty": jwk_of(ED, kty="okp"),
    "a padded coordinate": jwk_of(EC, x=GOOD["x"] + "="),
    "a numeric coordinate": jwk_of(EC, x=5),
    "a null coordinate": jwk_of(EC, y=None),
    "Ed448": jwk_of(ED, crv="Ed448"),
    "X25519": jwk_of(ED, crv="X25519"),
    "a short Ed25519 key": jwk_of(ED, x=b64(b"x" * 31)),
    "RSA of 1024 bits": jwk_of(rsa_key(bits=1024)),
    "RSA with exponent 1": jwk_of(RSA, e=b64_number(1)),
    "RSA with exponent 3": jwk_of(RSA, e=b64_number(3)),
    "RSA with an even exponent": jwk_of(RSA, e=b64_number(65538)),
    "RSA with exponent zero": jwk_of(RSA, e="AA"),
    "RSA with an empty exponent": jwk_of(RSA, e=""),
    "RSA with a huge exponent": jwk_of(RSA, e=b64_number((1 << 2040) + 1)),
    "RSA of 8193 bits": jwk_of(RSA, n=b64_number((1 << 8192) + 1)),
    "RSA of 8200 bits": jwk_of(RSA, n=b64_number((1 << 8199) + 1)),
    "RSA of 16384 bits": jwk_of(RSA, n=b64_number((1 << 16383) + 1)),
    "RSA with a list": jwk_of(RSA, n=["AQAB"]),
    "RSA in standard base64": jwk_of(RSA, n=b64_number(N) + "=="),
    "RSA with a surrogate": jwk_of(RSA, n="\ud800"),
    "kid as a number": jwk_of(EC, kid=7),
    "kid as a list": jwk_of(EC, kid=["k"]),
    "kid empty": jwk_of(EC, kid=""),
    "kid of 256 characters": jwk_of(EC, kid="k" * 256),
    "kid with NUL": jwk_of(EC, kid="a\0b"),
    "kid with a surrogate": jwk_of(EC, kid="\ud800"),
}


@pytest.mark.parametrize("name", SKIPPED)
def test_invalid_entry_is_skipped_and_valid_ones_are_kept(name):
    keys = parse_signing_keys(key_set(SKIPPED[name], GOOD))
    assert [key.kid for key in keys.keys] == ["good"]
    assert keys.skipped == 1
    with pytest.raises(AnswerUnusable, match="no key that can verify"):
        parse_signing_keys(key_set(SKIPPED[name]))


TEXT = json.dumps(jwk_of(RSA, kid="odd"))[:-1]


@pytest.mark.parametrize(
    "entry",
    [
        f'{{"kty":"RSA","kid":"odd","n":{N},"e":"AQAB"}}',
        f'{{"kty":"RSA","kid":"odd","n":"{b64_number(N)}","e":{10**25}}}',
        f'{TEXT}, "kid": "twice"}}',
        f'{TEXT}, "deep": {"[" * 70}{"]" * 70}}}',
    ],
    ids=["n is a number", "e is a long number", "a name twice", "nested deeply"],
)
def test_malformed_entry_does_not_affect_the_others(entry):
    keys = parse_signing_keys(f'{{"keys":[{entry},{json.dumps(GOOD)}]}}'.encode())
    assert ([key.kid for key in keys.keys], keys.skipped) == (["good"], 1)


@pytest.mark.parametrize("member", [f'"serial": {10**25}', '"huge": 1e400', '"x5t": null'])
def test_oversized_value_in_an_unused_member_is_ignored(member):
    text = f'{{"next_update": {10**25}, "keys":[{TEXT}, {member}}}]}}'
    assert [key.kid for key in parse_signing_keys(text.encode()).keys] == ["odd"]


def test_largest_rsa_key_is_accepted():
    assert kids({"kty": "RSA", "n": b64_number((1 << 8191) + 1), "e": "AQAB", "kid": "k"}) == ["k"]


@pytest.mark.parametrize("exponent", [65537, 65539, 2**32 + 1])
def test_odd_exponent_from_65537_is_accepted(exponent):
    assert kids(jwk_of(rsa.RSAPublicNumbers(exponent, N).public_key(), kid="k")) == ["k"]
