"""An ID token, honest and hostile: every rule of OpenID Connect Core §3.1.3.7, by its code."""

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
    """The code of the refusal, which must not repeat the token."""
    with pytest.raises(IdTokenRefused) as refusal:
        accepted(text, expected, **arguments)
    for segment in text.split("."):
        assert len(segment) < 12 or segment not in str(refusal.value)
    assert refusal.value.__cause__ is None
    return refusal.value.code


@pytest.mark.parametrize("algorithm", sorted(ALL))
def test_an_honest_token_of_each_algorithm(algorithm: str) -> None:
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


def test_the_example_of_openid_connect_core_a_3() -> None:
    """Its access token, alg RS256, and the at_hash printed there."""
    access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
    text = id_token(algorithm="RS256", at_hash="77QmUPtjPfzWtF2AnpK9RQ")
    assert accepted(text, Expected(nonce="n-1", access_token=access_token)).subject == "client-1"


def test_what_need_not_be_there() -> None:
    verified = accepted(id_token({"typ": DROP}, nonce=DROP), Expected())
    assert (verified.auth_time, verified.acr, verified.amr) == (None, "", ())


def test_an_encrypted_token_is_refused_in_clear_words() -> None:
    with pytest.raises(IdTokenRefused, match=r"encrypted.*id_token_encryption off") as refusal:
        read("a.b.c.d.e")
    assert refusal.value.code == "encrypted"


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "....", "x" * 20_000, "é.é.é"])
def test_what_is_no_token_at_all(text: str) -> None:
    with pytest.raises(IdTokenRefused) as refusal:
        read(text)
    assert refusal.value.code in {"malformed", "too_large", "encrypted"}


def test_signature_algorithm_and_kid_are_held_to_the_signing_keys() -> None:
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
def test_another_kind_of_token_is_no_id_token(typ: Any) -> None:
    assert refused(id_token({"typ": typ})) == "token_type"


def test_a_logout_token_is_no_id_token() -> None:
    assert refused(id_token(events={"http://schemas.openid.net/event/backchannel-logout": {}})) == "token_type"


@pytest.mark.parametrize("issuer", [DROP, None, 7, [ISSUER], f"{ISSUER}/", "https://evil.test"])
def test_another_issuer(issuer: Any) -> None:
    assert refused(id_token(iss=issuer)) == "issuer"


@pytest.mark.parametrize(
    "audience", [DROP, None, 7, [], "client-2", ["client-2"], "client-1 client-2", {"client-1": 1}]
)
def test_another_audience(audience: Any) -> None:
    assert refused(id_token(aud=audience)) == "audience"


def test_several_audiences_need_an_authorized_party_that_is_us() -> None:
    assert accepted(id_token(aud=["client-1"])).subject == "client-1"
    assert accepted(id_token(aud=["client-2", "client-1"], azp="client-1")).subject == "client-1"
    assert accepted(id_token(azp="client-1")).subject == "client-1"
    assert refused(id_token(aud=["client-2", "client-1"])) == "authorized_party"
    assert refused(id_token(aud=["client-2", "client-1"], azp="client-2")) == "authorized_party"
    assert refused(id_token(azp="client-2")) == "authorized_party"
    assert refused(id_token(azp=None)) == "authorized_party"


@pytest.mark.parametrize("subject", [DROP, None, "", 7, "a\0b", "s" * 256])
def test_no_usable_subject(subject: Any) -> None:
    assert refused(id_token(sub=subject)) == "subject"


def test_times_with_their_leeway() -> None:
    assert accepted(id_token(exp=SECONDS - 29)).subject
    assert refused(id_token(exp=SECONDS - 30)) == "expired"
    assert accepted(id_token(iat=SECONDS + 29, nbf=SECONDS + 30, auth_time=SECONDS + 30)).subject
    for name in ("iat", "nbf", "auth_time"):
        assert refused(id_token(**{name: SECONDS + 31})) == "not_yet_valid"
    wide = IdTokenPolicy(POLICY.issuers, ALL, "client-1", leeway=10**6)
    assert refused(id_token(exp=SECONDS - 301), policy=wide) == "expired"


@pytest.mark.parametrize("name", ["exp", "iat"])
def test_times_that_must_be_there(name: str) -> None:
    assert refused(id_token(**{name: DROP})) == "malformed_claim"


@pytest.mark.parametrize("value", ["1", None, True, [1], {}])
@pytest.mark.parametrize("name", ["exp", "iat", "nbf", "auth_time"])
def test_times_are_numbers(name: str, value: Any) -> None:
    assert refused(id_token(**{name: value})) == "malformed_claim"


def test_an_absurd_login_time_is_no_crash() -> None:
    assert refused(id_token(auth_time=-(10**17))) == "malformed_claim"


def test_a_login_that_lies_too_far_back_for_the_request() -> None:
    asked = Expected(nonce="n-1", max_age=300)
    assert accepted(id_token(auth_time=SECONDS - 330), asked).subject == "client-1"  # 30 s of leeway
    assert refused(id_token(auth_time=SECONDS - 331), asked) == "login_too_old"
    assert refused(id_token(), asked) == "auth_time_missing"
    assert refused(id_token(auth_time=None), asked) == "malformed_claim"
    assert refused(id_token(auth_time=SECONDS - 31), Expected(nonce="n-1", max_age=0)) == "login_too_old"
    assert accepted(id_token(auth_time=SECONDS - 9999)).subject == "client-1"  # nobody asked


@pytest.mark.parametrize("nonce", [DROP, None, "", "n-2", 7, ["n-1"], "\ud800"])
def test_another_nonce(nonce: Any) -> None:
    assert refused(id_token(nonce=nonce)) == "nonce_mismatch"


@pytest.mark.parametrize("value", [None, 7, "", ["x"], "é"])
@pytest.mark.parametrize("name", ["at_hash", "c_hash"])
def test_a_hash_that_is_there_must_be_the_right_one(name: str, value: Any) -> None:
    assert refused(id_token(**{name: value})) == f"{name}_mismatch"


@pytest.mark.parametrize("algorithm", ["RS512", "PS384", "HS256", "none", "", "512"])
def test_a_hash_by_an_unknown_algorithm_is_refused(algorithm: str) -> None:
    with pytest.raises(IdTokenRefused) as refusal:
        check_hash({"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"}, "at_hash", "at", algorithm)
    assert refusal.value.code == "algorithm"


def test_a_renewed_token_is_of_the_same_login() -> None:
    text = id_token(nonce=DROP)
    assert accepted(text, Expected(subject="client-1", issuer=ISSUER)).subject == "client-1"
    assert refused(text, Expected(subject="somebody else")) == "subject_mismatch"
    assert refused(text, Expected(subject="client-1", issuer="https://other.test")) == "issuer"


@pytest.mark.parametrize("claims", [{"acr": 7}, {"acr": None}, {"amr": 7}, {"amr": [7]}, {"amr": {"pwd": 1}}])
def test_how_somebody_logged_in_is_text(claims: dict[str, Any]) -> None:
    assert refused(id_token(**claims)) == "malformed_claim"


def test_one_method_may_stand_alone() -> None:
    assert accepted(id_token(amr="pwd")).amr == ("pwd",)
