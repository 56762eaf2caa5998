"""The format, type, signature and token hashes of an ID token, valid and malicious, with the code of each refusal."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from mosaic_clients.core.errors import IdTokenRefused
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.oauth.id_token import Expected, IdTokenPolicy, check_hash, read
from tests.core.id_tokens import ALL, ISSUER, POLICY, accepted, id_token, refused
from tests.core.tokens import DROP, KEYS, SECONDS, b64, jwk_of, key_set


@pytest.mark.parametrize("algorithm", sorted(ALL))
def test_valid_token_of_each_algorithm_is_accepted(algorithm: str) -> None:
    sha512 = dict.fromkeys(("ES512", "EdDSA", "Ed25519"), hashlib.sha512)
    hash_of = {"ES384": hashlib.sha384, **sha512}.get(algorithm, hashlib.sha256)

    def half(value: bytes) -> str:
        digest = hash_of(value).digest()
        return b64(digest[: len(digest) // 2])

    text = id_token(
        algorithm=algorithm,
        at_hash=half(b"at"),
        c_hash=half(b"c"),
        auth_time=SECONDS - 60,
        acr="mfa",
        amr=["pwd", "otp"],
    )
    verified = accepted(text)
    assert (verified.subject, verified.issuer) == ("client-1", ISSUER)
    assert verified.auth_time == datetime.fromtimestamp(SECONDS - 60, UTC)
    assert (verified.acr, verified.amr) == ("mfa", ("pwd", "otp"))
    assert verified.claims["nonce"] == "n-1"
    assert "n-1" not in repr(verified)
    assert refused(id_token(algorithm=algorithm, at_hash=half(b"other"))) == "at_hash_mismatch"
    assert refused(id_token(algorithm=algorithm, c_hash=half(b"other"))) == "c_hash_mismatch"


def test_example_of_openid_connect_core_a_3_is_accepted() -> None:
    """Its access token, alg RS256, and the at_hash printed there."""
    access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
    text = id_token(algorithm="RS256", at_hash="77QmUPtjPfzWtF2AnpK9RQ")
    assert accepted(text, Expected(nonce="n-1", access_token=access_token)).subject == "client-1"


def test_optional_claims_may_be_missing() -> None:
    verified = accepted(id_token({"typ": DROP}, nonce=DROP), Expected())
    assert (verified.auth_time, verified.acr, verified.amr) == (None, "", ())


def test_encrypted_token_is_refused_with_a_clear_text() -> None:
    with pytest.raises(IdTokenRefused, match=r"encrypted.*id_token_encryption off") as refusal:
        read("a.b.c.d.e")
    assert refusal.value.code == "encrypted"


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "....", "x" * 20_000, "é.é.é"])
def test_malformed_token_is_refused(text: str) -> None:
    with pytest.raises(IdTokenRefused) as refusal:
        read(text)
    assert refusal.value.code in {"malformed", "too_large", "encrypted"}


def test_signature_algorithm_and_kid_must_match_signing_keys() -> None:
    text = id_token()
    assert refused(text[:-8] + ("A" * 8)) == "bad_signature"
    assert refused(id_token(key=KEYS["ed"], algorithm="EdDSA", header={"kid": "ec"})) == "key_mismatch"
    assert refused(id_token({"kid": "unknown"})) == "unknown_kid"
    assert refused(id_token({"alg": "none"})) == "algorithm"
    assert refused(id_token({"alg": "HS256"})) == "algorithm"
    assert refused(id_token({"crit": ["exp"]})) == "critical_header"
    narrow = IdTokenPolicy(POLICY.issuers, frozenset({"RS256"}), "client-1")
    assert refused(text, policy=narrow) == "algorithm"
    another = parse_signing_keys(key_set(jwk_of(KEYS["rsa"], kid="ec")))
    assert refused(text, keys=another) == "key_mismatch"


@pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "logout+jwt", "dpop+jwt", 7, None])
def test_other_token_type_is_refused(typ: Any) -> None:
    assert refused(id_token({"typ": typ})) == "token_type"


def test_logout_token_is_refused() -> None:
    assert refused(id_token(events={"http://schemas.openid.net/event/backchannel-logout": {}})) == "token_type"


@pytest.mark.parametrize("value", [None, 7, "", ["x"], "é"])
@pytest.mark.parametrize("name", ["at_hash", "c_hash"])
def test_token_hash_must_match_if_present(name: str, value: Any) -> None:
    assert refused(id_token(**{name: value})) == f"{name}_mismatch"


@pytest.mark.parametrize("algorithm", ["RS512", "PS384", "HS256", "none", "", "512"])
def test_hash_of_unknown_algorithm_is_refused(algorithm: str) -> None:
    with pytest.raises(IdTokenRefused) as refusal:
        check_hash({"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"}, "at_hash", "at", algorithm)
    assert refusal.value.code == "algorithm"
