"""Valid and malicious ID tokens: every rule of OpenID Connect Core §3.1.3.7, with its code."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from mosaic_clients.core.errors import IdTokenRefused
from mosaic_clients.core.jose.algorithms import ALGORITHMS
from mosaic_clients.core.jose.jwks import SigningKeys, parse_signing_keys
from mosaic_clients.core.oauth.id_token import Expected, IdToken, IdTokenPolicy, check_hash, read, verify
from tests.core.tokens import DROP, KEYS, SECONDS, b64, jwk_of, key_set, token

SIGNING_KEYS = parse_signing_keys(key_set())
ALL = frozenset(ALGORITHMS)
ISSUER = "https://userid.security"
POLICY = IdTokenPolicy(frozenset({ISSUER}), ALL, "client-1")
CLAIMS = {"aud": "client-1", "nonce": "n-1", "client_id": DROP, "scope": DROP, "jti": DROP}
EXPECTED = Expected(nonce="n-1", access_token="at", code="c")


def id_token(header: dict[str, Any] | None = None, *, algorithm: str = "ES256", key: Any = None, **claims: Any) -> str:
    return token(CLAIMS | claims, {"typ": "JWT"} | (header or {}), algorithm=algorithm, key=key)


def accepted(
    text: str,
    expected: Expected = EXPECTED,
    *,
    policy: IdTokenPolicy = POLICY,
    keys: SigningKeys = SIGNING_KEYS,
    now: float = SECONDS,
) -> IdToken:
    return verify(read(text), keys, policy, expected, now=now)


def refused(text: str, expected: Expected = EXPECTED, **arguments: Any) -> str:
    """The code of the refusal, whose text must not contain the token."""
    with pytest.raises(IdTokenRefused) as refusal:
        accepted(text, expected, **arguments)
    for segment in text.split("."):
        assert len(segment) < 12 or segment not in str(refusal.value)
    assert refusal.value.__cause__ is None
    return refusal.value.code


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


@pytest.mark.parametrize("issuer", [DROP, None, 7, [ISSUER], f"{ISSUER}/", "https://evil.test"])
def test_other_issuer_is_refused(issuer: Any) -> None:
    assert refused(id_token(iss=issuer)) == "issuer"


@pytest.mark.parametrize(
    "audience", [DROP, None, 7, [], "client-2", ["client-2"], "client-1 client-2", {"client-1": 1}]
)
def test_other_audience_is_refused(audience: Any) -> None:
    assert refused(id_token(aud=audience)) == "audience"


def test_several_audiences_require_our_client_id_as_azp() -> None:
    assert accepted(id_token(aud=["client-1"])).subject == "client-1"
    assert accepted(id_token(aud=["client-2", "client-1"], azp="client-1")).subject == "client-1"
    assert accepted(id_token(azp="client-1")).subject == "client-1"
    assert refused(id_token(aud=["client-2", "client-1"])) == "authorized_party"
    assert refused(id_token(aud=["client-2", "client-1"], azp="client-2")) == "authorized_party"
    assert refused(id_token(azp="client-2")) == "authorized_party"
    assert refused(id_token(azp=None)) == "authorized_party"


@pytest.mark.parametrize("subject", [DROP, None, "", 7, "a\0b", "s" * 256])
def test_unusable_subject_is_refused(subject: Any) -> None:
    assert refused(id_token(sub=subject)) == "subject"


def test_times_are_checked_with_leeway() -> None:
    assert accepted(id_token(exp=SECONDS - 29)).subject
    assert refused(id_token(exp=SECONDS - 30)) == "expired"
    assert accepted(id_token(iat=SECONDS + 29, nbf=SECONDS + 30, auth_time=SECONDS + 30)).subject
    for name in ("iat", "nbf", "auth_time"):
        assert refused(id_token(**{name: SECONDS + 31})) == "not_yet_valid"
    wide = IdTokenPolicy(POLICY.issuers, ALL, "client-1", leeway=10**6)
    assert refused(id_token(exp=SECONDS - 301), policy=wide) == "expired"


@pytest.mark.parametrize("name", ["exp", "iat"])
def test_required_times_must_be_present(name: str) -> None:
    assert refused(id_token(**{name: DROP})) == "malformed_claim"


@pytest.mark.parametrize("value", ["1", None, True, [1], {}])
@pytest.mark.parametrize("name", ["exp", "iat", "nbf", "auth_time"])
def test_times_that_are_not_numbers_are_refused(name: str, value: Any) -> None:
    assert refused(id_token(**{name: value})) == "malformed_claim"


def test_extreme_login_time_is_refused_without_a_crash() -> None:
    assert refused(id_token(auth_time=-(10**17))) == "malformed_claim"


def test_login_older_than_max_age_is_refused() -> None:
    asked = Expected(nonce="n-1", max_age=300)
    assert accepted(id_token(auth_time=SECONDS - 330), asked).subject == "client-1"  # 30 s of leeway
    assert refused(id_token(auth_time=SECONDS - 331), asked) == "login_too_old"
    assert refused(id_token(), asked) == "auth_time_missing"
    assert refused(id_token(auth_time=None), asked) == "malformed_claim"
    assert refused(id_token(auth_time=SECONDS - 31), Expected(nonce="n-1", max_age=0)) == "login_too_old"
    assert accepted(id_token(auth_time=SECONDS - 9999)).subject == "client-1"  # the request has no max_age


@pytest.mark.parametrize("nonce", [DROP, None, "", "n-2", 7, ["n-1"], "\ud800"])
def test_other_nonce_is_refused(nonce: Any) -> None:
    assert refused(id_token(nonce=nonce)) == "nonce_mismatch"


@pytest.mark.parametrize("value", [None, 7, "", ["x"], "é"])
@pytest.mark.parametrize("name", ["at_hash", "c_hash"])
def test_token_hash_must_match_if_present(name: str, value: Any) -> None:
    assert refused(id_token(**{name: value})) == f"{name}_mismatch"


@pytest.mark.parametrize("algorithm", ["RS512", "PS384", "HS256", "none", "", "512"])
def test_hash_of_unknown_algorithm_is_refused(algorithm: str) -> None:
    with pytest.raises(IdTokenRefused) as refusal:
        check_hash({"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"}, "at_hash", "at", algorithm)
    assert refusal.value.code == "algorithm"


def test_renewed_token_must_belong_to_the_same_login() -> None:
    text = id_token(nonce=DROP)
    assert accepted(text, Expected(subject="client-1", issuer=ISSUER)).subject == "client-1"
    assert refused(text, Expected(subject="another user")) == "subject_mismatch"
    assert refused(text, Expected(subject="client-1", issuer="https://other.test")) == "issuer"


@pytest.mark.parametrize("claims", [{"acr": 7}, {"acr": None}, {"amr": 7}, {"amr": [7]}, {"amr": {"pwd": 1}}])
def test_acr_and_amr_that_are_not_text_are_refused(claims: dict[str, Any]) -> None:
    assert refused(id_token(**claims)) == "malformed_claim"


def test_amr_may_be_a_single_text() -> None:
    assert accepted(id_token(amr="pwd")).amr == ("pwd",)
