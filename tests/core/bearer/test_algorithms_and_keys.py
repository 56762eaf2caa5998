"""Hostile tokens with another algorithm or key, or with extensions in the header: each one is refused with a code."""

import hmac
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mosaic_clients.core.jose.jwks import parse_signing_keys
from tests.core.tokens import DROP, KEYS, b64, jwk_of, key_set, token
from tests.core.verifying import accepted, refused
from tests.pki import ec_key

VALID = token()


@pytest.mark.parametrize(
    "algorithm",
    ["none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "RS384", "RS512", "PS512", "ES521",
     "ES256K", "es256", "ES256 ",
     "A128KW", None, DROP, 1, True, ["ES256"], {"ES256": 1}, "\ud800", "ES256\0"],
)  # fmt: skip
@pytest.mark.parametrize("signature", [b"", None])
def test_unsupported_algorithm_is_refused_before_key_lookup(algorithm, signature):
    assert refused(token(header={"alg": algorithm, "kid": "unknown"}, signature=signature)) == "algorithm"


def test_algorithm_outside_the_policy_is_refused():
    assert refused(VALID, algorithms=frozenset({"RS256"})) == "algorithm"
    assert refused(VALID, algorithms=frozenset()) == "algorithm"


def test_public_key_is_not_accepted_as_mac_secret():
    public = KEYS["rsa"].public_key()
    secrets = [
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH),
        json.dumps(jwk_of(public)).encode(),
        key_set(),
    ]
    for algorithm, digest in (("HS256", "sha256"), ("HS384", "sha384"), ("HS512", "sha512")):
        data = token(header={"alg": algorithm, "kid": "rsa"}, signature=b"").rpartition(".")[0]
        for secret in secrets:
            forged = f"{data}.{b64(hmac.digest(secret, data.encode(), digest))}"
            assert refused(forged) == "algorithm"
            assert refused(forged.replace(b64(algorithm), "")) in {"algorithm", "malformed"}


@pytest.mark.parametrize(("kid", "code"), [(DROP, "kid_missing"), ("ec", "bad_signature"), ("attacker", "unknown_kid")])
def test_key_in_the_token_header_is_not_used(kid, code):
    attacker = ec_key(9)
    jwk = jwk_of(attacker, kid="attacker")
    for name, value in (
        ("jwk", jwk),
        ("jku", "https://evil.example/jwks"),
        ("x5u", "https://evil.example/cert"),
        ("x5c", ["AAAA"]),
    ):
        forged = token(header={name: value, "kid": kid}, key=attacker)
        assert refused(forged) == code
    assert accepted(token(header={"jwk": jwk, "x5t": "ignored"})).subject == "client-1"


@pytest.mark.parametrize("kid", ["", "a\0b", "k" * 256, 1, True, ["ec"], {"ec": 1}, "\ud800", None])
def test_unusable_kid_is_malformed(kid):
    assert refused(token(header={"kid": kid})) == "malformed"


@pytest.mark.parametrize("kid", ["EC", "ec ", "../ec", "ec\r\nX: y", "' OR 1=1 --", "rsa2", "k" * 255])
def test_kid_that_differs_slightly_is_unknown(kid):
    assert refused(token(header={"kid": kid})) == "unknown_kid"


def test_token_without_kid_is_accepted_only_if_there_is_one_key():
    assert refused(token(header={"kid": DROP})) == "kid_missing"
    single_key = parse_signing_keys(key_set(jwk_of(KEYS["ec"])))
    assert accepted(token(header={"kid": DROP}), keys=single_key).subject == "client-1"
    assert refused(VALID, keys=single_key) == "unknown_kid"


def test_key_that_does_not_fit_the_algorithm_is_a_mismatch():
    assert refused(token(header={"kid": "rsa"})) == "key_mismatch"
    assert refused(token(header={"kid": "ec384"})) == "key_mismatch"
    assert refused(token(header={"kid": "ec"}, algorithm="RS256")) == "key_mismatch"
    restricted = parse_signing_keys(key_set(jwk_of(KEYS["rsa"], kid="rsa", alg="RS256")))
    assert refused(token(algorithm="PS256"), keys=restricted) == "key_mismatch"


def test_signature_of_other_key_or_curve_is_refused():
    k1 = ec_key(curve=ec.SECP256K1)
    assert refused(token(key=k1)) == "bad_signature"
    assert refused(token(key=ec_key(8))) == "bad_signature"


def test_both_keys_of_a_shared_kid_are_tried():
    keys = parse_signing_keys(key_set(jwk_of(ec_key(8), kid="ec"), jwk_of(KEYS["ec"], kid="ec")))
    assert accepted(VALID, keys=keys).subject == "client-1"
    assert refused(token(key=ec_key(9)), keys=keys) == "bad_signature"


@pytest.mark.parametrize(
    "header",
    [{"crit": []}, {"crit": ["exp"]}, {"crit": None}, {"crit": True}, {"crit": [1]}, {"crit": [["b64"]]}, {"crit": {}},
     {"crit": ["b64"], "b64": False}, {"b64": False}, {"b64": True}, {"b64": None}],
)  # fmt: skip
def test_token_with_header_extensions_is_refused(header):
    assert refused(token(header=header)) == "critical_header"
