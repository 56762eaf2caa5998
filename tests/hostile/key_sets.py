"""Answers for signing keys from an attacker or a faulty Mosaic, and invalid contents of the stored row."""

from __future__ import annotations

import gzip
import json
import time
from typing import Any

from tests.core.tokens import KEYS, b64, b64_number, jwk_of, key_set
from tests.hostile.tokens import bearer
from tests.mosaic import Reply
from tests.pki import ec_key

ATTACKER = ec_key(11)
HONEST = jwk_of(KEYS["ec"], kid="ec")
PRIVATE = b64_number(ATTACKER.private_numbers().private_value, 32)
SECRET = b"a symmetric key of thirty-six bytes!"
OCT = {"kty": "oct", "k": b64(SECRET), "alg": "HS256"}
BOMB = gzip.compress(bytes(20_000_000))


def keys(*entries: Any) -> Reply:
    return Reply(200, key_set(*(entries or (HONEST,))))


def attackers(**header: Any) -> str:
    return bearer(header={"kid": "attacker", **header}, key=ATTACKER)


def slow(environ: dict[str, Any]) -> Reply:
    time.sleep(1)
    return keys()


USELESS: dict[str, Any] = {
    "an error": Reply(500, {"error": "server_error"}),
    "not there": Reply(404, {}),
    "a login page": Reply(200, b"<html>log in</html>", {"Content-Type": "text/html"}),
    "a list": Reply(200, b"[]"),
    "an empty object": Reply(200, b"{}"),
    "no keys": Reply(200, b'{"keys":[]}'),
    "null": Reply(200, b'{"keys":null}'),
    "keys in an object": Reply(200, b'{"keys":{"0":{}}}'),
    "nothing": Reply(200, b""),
    "no content": Reply(204, b""),
    "a 304 without a condition": Reply(304, b""),
    "half a set": Reply(200, key_set(HONEST)[:-20]),
    "deep": Reply(200, b'{"keys":' + b"[" * 50_000),
    "utf-16": Reply(200, key_set(HONEST).decode().encode("utf-16")),
    "a number of 5000 digits": Reply(200, b'{"keys":[{"kty":"RSA","n":' + b"9" * 5000 + b"}]}"),
    "only symmetric keys": keys(OCT),
    "only private keys": keys(jwk_of(ATTACKER, d=PRIVATE, kid="attacker")),
    "only encryption keys": keys(jwk_of(ATTACKER, use="enc"), jwk_of(ATTACKER, key_ops=["encrypt", "wrapKey"])),
    "a mebibyte": Reply(200, key_set(HONEST, {"pad": "x" * 2**20})),
    "a bomb": Reply(200, BOMB, {"Content-Encoding": "gzip"}),
    "a bomb declared as deflate": Reply(200, BOMB, {"Content-Encoding": "deflate"}),
    "slower than the timeout": slow,
}


INVALID_ENTRIES: list[Any] = [
    None, 1, "x", [], {}, {"kty": "EC"}, {"kty": ["EC"]}, {"kty": None}, {"kty": "EC", "crv": "P-256", "x": 1, "y": 2},
    {**HONEST, "kid": 7}, {**HONEST, "kid": ["ec"]}, {**HONEST, "x": "AA"}, {**HONEST, "crv": "P-999"},
    {**HONEST, "alg": "none"}, {**HONEST, "alg": 1}, {**HONEST, "use": "enc"}, {**HONEST, "key_ops": []},
    {**HONEST, "key_ops": "verify"}, {**HONEST, "x": HONEST["y"]}, {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
    {"kty": "RSA", "n": "A" * 100_000, "e": "AQAB"}, {**jwk_of(KEYS["rsa"]), "e": "AQ"},
    {**jwk_of(KEYS["rsa"]), "e": "_" * 1300 + "w"}, {"kty": "OKP", "crv": "Ed25519", "x": ""}, {"kty": "AKP"},
    jwk_of(ATTACKER, kid="ec", d=PRIVATE), {**OCT, "kid": "ec"},
]  # fmt: skip


JUNK = [
    "junk", "null", "[]", "{}", '{"keys":[]}', '{"keys":"x"}', "\ufeff{}", "[" * 100_000,
    '{"keys":[' + "9" * 5000 + "]}", "\x80\x04\x95", json.dumps({"keys": [OCT]}),
    json.dumps({"keys": [jwk_of(ATTACKER, kid="ec", d=PRIVATE)]}),
]  # fmt: skip
