"""The claims of an ID token: every rule of OpenID Connect Core §3.1.3.7 about them, with its code."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients.core.oauth.id_token import Expected, IdTokenPolicy
from tests.core.id_tokens import ALL, ISSUER, POLICY, accepted, id_token, refused
from tests.core.tokens import DROP, SECONDS


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
