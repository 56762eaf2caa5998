"""Valid and hostile examples that the fuzzer starts from."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from tests.core.tokens import CLAIMS, key_set, token
from tests.pki import issue

LEAF = issue("CN=fuzzed")
_BASE64 = base64.b64encode(LEAF.der).decode()

BEARERS = (
    token().encode(),
    token(algorithm="RS256").encode(),
    token({"cnf": {"x5t#S256": LEAF.x5t_s256}}).encode(),
    token(header={"alg": "none"}, signature=b"").encode(),
)
SIGNED_PARTS = tuple(
    b".".join((json.dumps(header).encode(), json.dumps({**CLAIMS, **claims}).encode()))
    for header in ({"alg": "EdDSA", "kid": "ed", "typ": "at+jwt"}, {"alg": "EdDSA", "crit": [["b64"]]})
    for claims in ({}, {"cnf": None}, {"aud": [1]}, {"exp": True})
)
FORWARDED = (
    f":{_BASE64}:".encode(),
    _BASE64.encode(),
    quote(LEAF.pem, safe="").encode(),
    LEAF.pem.replace("\n", " ").encode(),
    f'Hash=00;Cert="{quote(LEAF.pem, safe="")}";Subject="CN=a\\"b"'.encode(),
    json.dumps({"Cert": quote(LEAF.pem, safe="")}).encode(),
)
ENCRYPTED = (
    LEAF.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, BestAvailableEncryption(b"right")),
    serialize_key_and_certificates(b"n", LEAF.key, LEAF.certificate, None, BestAvailableEncryption(b"right")),
)
KEY_SETS = (key_set(), b'{"keys":[]}', b'{"keys":[{"kty":"oct","k":"AA"}]}')
