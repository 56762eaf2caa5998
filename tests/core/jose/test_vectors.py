"""Public vectors of keys, signatures and tokens: the RFCs' own examples, Wycheproof, the JOSE cookbook."""

import json

import pytest

from mosaic_clients.core.bearer.verification import parse
from mosaic_clients.core.encoding import decode_base64url, parse_json_object
from mosaic_clients.core.errors import AnswerUnusable, BearerRefused
from mosaic_clients.core.jose.algorithms import signature_is_valid
from mosaic_clients.core.jose.jwks import SigningKeys, parse_signing_keys
from mosaic_clients.core.jose.public_jwk import PRIVATE_MEMBERS, key_id
from mosaic_clients.core.oauth.endpoints import SUPPORTED_ALGORITHMS
from tests.core.jose.vectors import load, needs_vectors
from tests.core.tokens import b64, token
from tests.core.verifying import accepted

WYCHEPROOF = {
    name: [
        (group, case)
        for group in load(f"wycheproof/json_web_{name}_test.json", {"testGroups": []})["testGroups"]
        for case in group["tests"]
        if isinstance(case.get("jws"), str)  # one JWS is an object, which no header can contain
    ]
    for name in ("signature", "key", "crypto")
}
DOCUMENTED_MISMATCHES = {
    ("signature", 346): "the token says PS384, the key PS256",
    ("signature", 350): "the token says PS384, the key PS256",
    ("key", 7): "the ROCA fingerprint is not checked",
    ("crypto", 46): "the ROCA fingerprint is not checked",
}


def public(jwk: dict) -> dict:
    """Return the public part of a vector's JWK. Symmetric keys keep their ``k``, and the parser skips them."""
    drop = PRIVATE_MEMBERS - {"k"}
    return {name: value for name, value in jwk.items() if name not in drop}


def keys_of(group: dict) -> SigningKeys:
    jwk_or_set = group.get("public") or group["private"] or {}
    entries = jwk_or_set.get("keys", [jwk_or_set])
    return parse_signing_keys(json.dumps({"keys": [public(entry) for entry in entries]}).encode())


def is_accepted(jws: str, group: dict) -> bool:
    """Check header, key and signature like ``bearer``. The payloads of these vectors are not claims."""
    try:
        header, payload, signature = map(decode_base64url, jws.split(".", 3))
        fields = parse_json_object(header)
        keys = keys_of(group)
        candidates = keys.choose(fields.get("kid"), fields["alg"])
    except (ValueError, KeyError, BearerRefused, AnswerUnusable):
        return False
    data = jws.rpartition(".")[0].encode()
    assert payload is not None
    return any(signature_is_valid(key.public_key, fields["alg"], signature, data) for key in candidates)


def is_supported(group: dict) -> bool:
    jwk_or_set = group["private"]
    return all(key.get("alg", "RS256") in SUPPORTED_ALGORITHMS for key in jwk_or_set.get("keys", [jwk_or_set]))


@needs_vectors
@pytest.mark.parametrize("name", WYCHEPROOF)
def test_wycheproof_jws_verdicts_match_except_documented_ones(name):
    assert len(WYCHEPROOF[name]) > 20
    mismatches = {
        case["tcId"]
        for group, case in WYCHEPROOF[name]
        if is_accepted(case["jws"], group) is not (case["result"] == "valid" and is_supported(group))
    }
    assert mismatches == {number for file, number in DOCUMENTED_MISMATCHES if file == name}


@needs_vectors
def test_wycheproof_p256_verdicts_match():
    mismatches, count = [], 0
    for group in load("wycheproof/ecdsa_secp256r1_sha256_p1363_test.json", None)["testGroups"]:
        x, y = (b64(bytes.fromhex(group["publicKey"][name])[-32:].rjust(32, b"\0")) for name in ("wx", "wy"))
        body = json.dumps({"keys": [{"kty": "EC", "crv": "P-256", "x": x, "y": y}]}).encode()
        (key,) = parse_signing_keys(body).keys
        for case in group["tests"]:
            signature, data = bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"])
            count += 1
            if signature_is_valid(key.public_key, "ES256", signature, data) is not (case["result"] == "valid"):
                mismatches.append((case["tcId"], case["comment"]))
    assert count == 262
    assert mismatches == []


JWS = [
    vector
    for vector in load("rfc/jws_vectors.json", {"vectors": []})["vectors"]
    if "compact" in vector and "jwk" in vector
]


@needs_vectors
@pytest.mark.parametrize("number", range(len(JWS)))
def test_signature_examples_of_the_rfcs(number):
    vector = JWS[number]
    expected = vector["expect"] == "valid-jws" and vector.get("alg") in SUPPORTED_ALGORITHMS
    assert is_accepted(vector["compact"], {"private": vector["jwk"]}) is expected


COOKBOOK = {
    name: load(f"cookbook/{name}.json", None)
    for name in ("jws/4_1.rsa_v15_signature", "jws/4_2.rsa-pss_signature", "jws/4_3.ecdsa_signature", "curve25519/jws")
}


@needs_vectors
@pytest.mark.parametrize("name", COOKBOOK)
def test_signature_examples_of_the_jose_cookbook(name):
    vector = COOKBOOK[name]
    expected = vector["input"]["alg"] in SUPPORTED_ALGORITHMS
    assert is_accepted(vector["output"]["compact"], {"private": vector["input"]["key"]}) is expected


@needs_vectors
def test_thumbprint_example_of_rfc_7638():
    vectors = load("rfc/jwk_vectors.json", None)
    (vector,) = [vector for vector in vectors["thumbprints"] if vector["jwk"]["kty"] == "RSA"]
    (key,) = parse_signing_keys(json.dumps({"keys": [vector["jwk"]]}).encode()).keys
    assert key_id(key.public_key) == vector["thumbprint_sha256"]


@needs_vectors
def test_key_examples_of_rfc_7517_are_stored_without_private_members():
    read = 0
    for document in load("rfc/jwk_vectors.json", None)["key_documents"]:
        jwk_or_set = document["jwk_or_jwks"]
        body = json.dumps(jwk_or_set if "keys" in jwk_or_set else {"keys": [jwk_or_set]}).encode()
        try:
            stored = json.loads(parse_signing_keys(body).dump())["keys"]
        except AnswerUnusable:
            continue
        read += 1
        assert not any(PRIVATE_MEMBERS & set(entry) for entry in stored)
    assert read


@needs_vectors
def test_access_token_of_rfc_9068_figure_2_is_accepted_if_signed():
    vector = load("rfc/rfc9068_figure2.json", None)
    claims, header = json.dumps(vector["claims"]).encode(), json.dumps({**vector["header"], "kid": "rsa"}).encode()
    bearer = accepted(
        token(claims, header, algorithm="RS256"),
        now=vector["claims"]["iat"],
        issuers=frozenset({vector["claims"]["iss"]}),
        audiences=frozenset({vector["claims"]["aud"]}),
    )
    assert bearer.subject == vector["claims"]["sub"]


def test_missing_vector_file_gives_the_default():
    assert load("no/such/file.json", []) == []


def test_parse_reads_token_with_empty_signature():
    assert parse(f"{b64('{}')}.{b64('{}')}.").claims == {}
