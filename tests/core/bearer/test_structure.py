"""Hostile tokens with another encoding or structure: each one is refused with a code."""

import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from mosaic_clients.core.bearer.verification import MAX_TOKEN, parse
from mosaic_clients.core.errors import BearerRefused
from tests.core.tokens import CLAIMS, KEYS, b64, sign, token
from tests.core.verifying import accepted, refused

VALID = token()
HEADER, PAYLOAD, SIGNATURE = VALID.split(".")
RAW = json.dumps(CLAIMS).encode()


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
