"""Hostile tokens with another algorithm, key, encoding or structure: each one is refused with a code."""

import hmac
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mosaic_clients.core.bearer.verification import MAX_TOKEN, parse
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import parse_signing_keys
from tests.core.tokens import CLAIMS, DROP, KEYS, b64, jwk_of, key_set, sign, token
from tests.core.verifying import accepted, refused
from tests.pki import ec_key

VALID = token()
HEADER, PAYLOAD, SIGNATURE = VALID.split(".")
RAW = json.dumps(CLAIMS).encode()


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


def test_wrong_signature_is_refused():
    der = KEYS["ec"].sign(f"{HEADER}.{PAYLOAD}".encode(), ec.ECDSA(hashes.SHA256()))
    for signature in (bytes(64), b"\xff" * 64, sign(KEYS["ec"], "ES256", b"other")):
        assert refused(f"{HEADER}.{PAYLOAD}.{b64(signature)}") == "bad_signature"
    for signature in (b"", b"\0" * 63, b"\0" * 65, der):
        assert refused(f"{HEADER}.{PAYLOAD}.{b64(signature)}") == "malformed"
    other = token({"sub": "admin"}).split(".")[1]
    assert refused(f"{HEADER}.{other}.{SIGNATURE}") == "bad_signature"


SHAPES = {
    "empty": "",
    "one dot": ".",
    "two dots": "..",
    "three dots": "...",
    "16 000 dots": "." * 16_000,
    "one segment": HEADER,
    "two segments": f"{HEADER}.{PAYLOAD}",
    "four segments": f"{VALID}.",
    "a fourth segment": f"{VALID}.{SIGNATURE}",
    "five segments as JWE has": f"{HEADER}.{PAYLOAD}.{SIGNATURE}.{SIGNATURE}.{SIGNATURE}",
    "a detached payload": f"{HEADER}..{SIGNATURE}",
    "no header": f".{PAYLOAD}.{SIGNATURE}",
    "general JSON": json.dumps({"payload": PAYLOAD, "signatures": [{"protected": HEADER, "signature": SIGNATURE}]}),
    "flattened JSON": json.dumps({"payload": PAYLOAD, "protected": HEADER, "signature": SIGNATURE}),
    "a polyglot": json.dumps({"protected": HEADER, "payload": PAYLOAD, "signature": SIGNATURE, "x": ".a.b"}),
    "padding": f"{HEADER}=.{PAYLOAD}.{SIGNATURE}",
    "padding at the end": f"{VALID}==",
    "a line end": f"{VALID}\n",
    "leading space": f" {VALID}",
    "a space inside": f"{HEADER}.{PAYLOAD[:5]} {PAYLOAD[5:]}.{SIGNATURE}",
    "standard base64": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-2]}+/",
    "foreign characters": f"{HEADER}?.{PAYLOAD}.{SIGNATURE}",
    "non-ASCII": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:-1]}é",
    "a surrogate": f"{HEADER}.{PAYLOAD}.\ud800",
    "NUL": f"{HEADER}.{PAYLOAD}.{SIGNATURE}\0",
    "full-width letters": f"{HEADER}.{PAYLOAD}.\uff21",
    "the word Bearer": f"Bearer {VALID}",
    "a nested JWT": token(VALID.encode()),
    "a nested JWT as text": token(json.dumps(VALID).encode()),
    "claims in a list": token(json.dumps([CLAIMS]).encode()),
    "a header in a list": token(header=b'["ES256"]'),
    "a header twice": token(header=b'{"alg":"none","alg":"ES256","kid":"ec","typ":"at+jwt"}'),
    "a claim twice": token(RAW[:-1] + b',"sub":"admin"}'),
    "a claim twice, escaped": token(RAW[:-1] + b',"\\u0073ub":"admin"}'),
    "NaN in an unknown claim": token(RAW[:-1] + b',"x":NaN}'),
    "1e400 in an unknown claim": token(RAW[:-1] + b',"x":1e400}'),
    "5000 digits": token(RAW[:-1] + b',"x":' + b"9" * 5000 + b"}"),
    "deep nesting": token(RAW[:-1] + b',"x":' + b"[" * 11_000 + b"}"),
    "nesting beyond the limit": token(RAW[:-1] + b',"x":' + b'{"a":[' * 40 + b"]}" * 40 + b"}"),
    "deep nesting, closed": token(RAW[:-1] + b',"x":' + b"[" * 5_000 + b"]" * 5_000 + b"}"),
    "a deep header": token(header=b'{"alg":' * 1500),
    "a BOM": token(b"\xef\xbb\xbf" + RAW),
    "UTF-16": token(RAW.decode().encode("utf-16")),
    "UTF-32": token(RAW.decode().encode("utf-32")),
    "UTF-16 header": token(header='{"alg":"ES256"}'.encode("utf-16-be")),
    "invalid UTF-8": token(RAW[:-1] + b',"x":"\xff"}'),
    "a raw surrogate": token(RAW[:-1] + b',"x":"\xed\xa0\x80"}'),
}


@pytest.mark.parametrize("name", SHAPES)
def test_text_that_is_not_a_strict_compact_jws_is_malformed(name):
    assert refused(SHAPES[name]) == "malformed"


def test_token_with_non_zero_unused_bits_is_malformed():
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    variants = [VALID[:-1] + alphabet[alphabet.index(VALID[-1]) ^ bit] for bit in (1, 2, 4, 8)]
    assert [refused(variant) for variant in variants] == ["malformed"] * 4  # 64 bytes leave four unused bits


@pytest.mark.parametrize("text", ["x" * (MAX_TOKEN + 1), "." * 60_000, "é" * 20_000, VALID + "A" * 10_000_000])
def test_oversized_token_is_refused_before_decoding(text):
    with pytest.raises(BearerRefused) as error:
        parse(text)
    assert error.value.code == "too_large"


def test_token_of_exactly_the_maximum_size_is_accepted():
    rest = MAX_TOKEN - len(token({"note": ""}))
    longest = next(
        text for size in range(rest * 3 // 4 + 3, 0, -1) if len(text := token({"note": "x" * size})) <= MAX_TOKEN
    )
    assert len(longest) > MAX_TOKEN - 3
    assert accepted(longest).subject == "client-1"


def test_repr_of_parsed_token_has_no_content():
    assert repr(parse(VALID)) == "UnverifiedJWS()"
