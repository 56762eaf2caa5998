"""Mosaic's signing keys: fetched on first use, refetched for the unknown, kept through failures, and not for ever."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mosaic_clients.core.errors import BearerRefused, MosaicError, NoUsableSigningKeys
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.core.tokens import jwk_of, token
from tests.mosaic import KEYS, Reply, ScriptedMosaic, add_environment, counting, go_down
from tests.pki import ec_key

pytestmark = pytest.mark.django_db


def age(**columns: timedelta) -> None:
    """Move the clock by moving the row."""
    now = datetime.now(UTC)
    SigningKeySet.objects.update(**{column: now - ago for column, ago in columns.items()})


def verify(token: str) -> Any:
    return bearer_verification.verify(token, presented_x5t_s256=None)


def refusal_of(token: str) -> str:
    with pytest.raises(BearerRefused) as refusal:
        verify(token)
    return refusal.value.code


def test_the_first_bearer_fetches_the_keys_and_the_next_ones_use_them(
    mosaic: Sandbox, environment: Environment
) -> None:
    with counting(mosaic) as asked:
        for _ in range(3):
            assert verify(mosaic.mint(sub="alice")).subject == "alice"
    assert asked[KEYS] == 1
    row = SigningKeySet.objects.get()
    assert row.kids == [key["kid"] for key in json.loads(row.key_set)["keys"]]
    assert row.fetched_at is not None


def test_a_rotated_key_is_accepted_after_one_refetch(mosaic: Sandbox, environment: Environment) -> None:
    old = mosaic.mint()
    verify(old)
    kid = mosaic.rotate_signing_key()
    assert refusal_of(mosaic.mint()) == "unknown_kid"  # the cooldown of the first fetch is not over
    age(attempted_at=timedelta(seconds=31))
    with counting(mosaic) as asked:
        verify(mosaic.mint())
        verify(old)
    assert asked[KEYS] == 1
    assert kid in SigningKeySet.objects.get().kids


def test_a_withdrawn_keys_tokens_die_with_the_next_fetch(mosaic: Sandbox, environment: Environment) -> None:
    old = mosaic.mint()
    verify(old)
    mosaic.rotate_signing_key(keep_old=False)
    signing_key_refresh.refresh(environment)
    assert refusal_of(old) == "unknown_kid"


def test_unknown_kids_cause_one_fetch_within_the_cooldown(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    age(attempted_at=timedelta(seconds=31))
    with counting(mosaic) as asked:
        for number in range(10):
            assert refusal_of(mosaic.mint(header={"kid": f"unknown-{number}"})) == "unknown_kid"
    assert asked[KEYS] == 1


def test_what_new_keys_cannot_mend_causes_no_fetch(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    age(attempted_at=timedelta(hours=1))
    with counting(mosaic) as asked:
        assert refusal_of(mosaic.mint(exp=1)) == "expired"
        assert refusal_of(mosaic.mint(aud="somebody else")) == "audience"
        assert refusal_of(mosaic.mint(iss="https://elsewhere.test")) == "issuer"
        assert refusal_of("a.b.c") == "malformed"
    assert not asked


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, {"error": "server_error"}),
        Reply(200, {"keys": []}),
        Reply(200, {}),
        Reply(200, b"<html>", {"Content-Type": "text/html"}),
        Reply(200, {"keys": [{"kty": "oct", "k": "AAAA"}]}),
        Reply(302, {}, {"Location": "/cis/elsewhere"}),
        Reply(200, b"x" * 300_000),
    ],
    ids=["500", "empty", "no set", "HTML", "symmetric", "redirect", "too large"],
)
def test_a_failed_fetch_replaces_nothing(
    reply: Reply, mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    token = mosaic.mint()
    verify(token)
    before = SigningKeySet.objects.values("key_set", "kids", "fetched_at").get()
    scripted.answers[KEYS] = reply
    scripted.take_over(environment)
    with pytest.raises(MosaicError):
        signing_key_refresh.refresh(environment)
    age(attempted_at=timedelta(minutes=1))
    assert refusal_of(mosaic.mint(header={"kid": "unknown"})) == "unknown_kid"
    assert SigningKeySet.objects.values("key_set", "kids", "fetched_at").get() == before
    assert SigningKeySet.objects.get().problem != ""
    assert verify(token).subject == "sandbox-client"
    assert set(scripted.requests) == {KEYS}


def test_success_clears_the_problem(mosaic: Sandbox, environment: Environment) -> None:
    signing_key_refresh.refresh(environment)
    SigningKeySet.objects.update(problem="it was down")
    signing_key_refresh.refresh(environment)
    assert SigningKeySet.objects.get().problem == ""


def test_keys_that_are_too_old_are_renewed_before_they_are_trusted_again(
    mosaic: Sandbox, environment: Environment
) -> None:
    verify(mosaic.mint())
    age(attempted_at=timedelta(hours=25), fetched_at=timedelta(hours=25))
    with counting(mosaic) as asked:
        verify(mosaic.mint())
    assert asked[KEYS] == 1


def test_keys_are_not_trusted_for_ever_while_mosaic_is_down(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint()
    verify(token)
    go_down(environment)
    age(attempted_at=timedelta(hours=23), fetched_at=timedelta(hours=23))
    verify(token)
    age(attempted_at=timedelta(hours=24), fetched_at=timedelta(hours=24))
    with pytest.raises(NoUsableSigningKeys, match="cannot be reached"):
        verify(token)
    with pytest.raises(NoUsableSigningKeys, match="cannot be reached"):
        verify(token)  # within the cooldown


def test_keys_that_somebody_else_fetched_meanwhile_are_used(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process won the right to fetch, and was done when we looked again."""
    real = signing_key_refresh.refetch

    def lose(environment: Environment, tried: object = None) -> None:
        real(environment)

    monkeypatch.setattr(signing_key_refresh, "refetch", lose)
    assert verify(mosaic.mint()).subject == "sandbox-client"


def test_two_environments_may_share_an_issuer(mosaic: Sandbox, environment: Environment) -> None:
    """One of them accepts another audience; a third one's Mosaic cannot be reached."""
    add_environment(mosaic, "a-first", audiences=["https://first.test"])
    down = add_environment(mosaic, "b-down", audiences=["https://down.test"])
    go_down(down)
    assert verify(mosaic.mint()).claims["aud"] == "userid-api"
    assert verify(mosaic.mint(aud="https://first.test")).claims["aud"] == "https://first.test"
    with pytest.raises(NoUsableSigningKeys, match="b-down"):  # which might accept it
        verify(mosaic.mint(aud="https://down.test"))


def test_one_issuers_key_does_not_vouch_for_another_issuer(environment: Environment, mosaic: Sandbox) -> None:
    with Sandbox(issuer="https://other.userid.test") as other:
        add_environment(other, "other")
        assert verify(other.mint()).issuer == other.issuer
        assert refusal_of(other.mint(iss=mosaic.issuer)) == "unknown_kid"
        forged = other.mint(iss=mosaic.issuer, header={"kid": SigningKeySet.objects.last().kids[0]})
        assert refusal_of(forged) in {"bad_signature", "unknown_kid"}


def test_an_issuer_of_any_json_type_is_refused(mosaic: Sandbox, environment: Environment) -> None:
    for issuer in (None, 7, [environment.issuers[0]], {"a": 1}, "", environment.issuers[0] + "/", True):
        assert refusal_of(mosaic.mint(iss=issuer)) == "issuer"


def test_an_environment_that_is_gone_accepts_nothing(mosaic: Sandbox, db: None) -> None:
    assert refusal_of(mosaic.mint()) == "issuer"


ODD: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "no signature": ({"alg": "none"}, {}),
    "another algorithm": ({"alg": "HS256"}, {}),
    "extensions": ({"crit": ["exp"]}, {}),
    "no kid that could be one": ({"kid": ["x"]}, {}),
    "over": ({}, {"exp": 1}),
    "for somebody else": ({}, {"aud": "other"}),
    "an ID token": ({"typ": "JWT"}, {"nonce": "n"}),
    "a logout token": ({"typ": "logout+jwt"}, {}),
    "bound to nothing known": ({}, {"cnf": {}}),
    "bound to a certificate that is not shown": ({}, {"cnf": {"x5t#S256": "A" * 43}}),
}


def odd_token(mosaic: Sandbox, name: str) -> str:
    header, claims = ODD[name]
    if not header:
        return mosaic.mint(**claims)
    now = datetime.now(UTC).timestamp()
    return token({"iss": mosaic.issuer, "iat": now, "exp": now + 300, **claims}, header, algorithm="RS256")


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("keys", ["none yet", "too old", "neglected"])
def test_nothing_is_fetched_for_a_bearer_that_no_key_could_make_good(
    name: str, keys: str, mosaic: Sandbox, environment: Environment
) -> None:
    if keys != "none yet":
        verify(mosaic.mint())
        days = timedelta(days=2) if keys == "too old" else timedelta(0)
        moment = timedelta(seconds=400)
        age(fetched_at=days + moment, attempted_at=moment, answered_at=moment, fresh_until=moment)
        issuer_snapshot.invalidate()
    with counting(mosaic) as asked:
        refusal_of(odd_token(mosaic, name))
        assert refusal_of("a.b.c") == "malformed"
        assert refusal_of(mosaic.mint(iss="https://elsewhere.test")) == "issuer"
        assert refusal_of("x" * 20_000) == "too_large"
    assert asked[KEYS] == 0


def test_a_token_without_kid_asks_nobody_where_there_are_several_keys(
    mosaic: Sandbox, environment: Environment
) -> None:
    mosaic.rotate_signing_key()
    verify(mosaic.mint())
    age(attempted_at=timedelta(seconds=31))
    with counting(mosaic) as asked:
        assert refusal_of(mosaic.mint(header={"kid": None})) == "kid_missing"  # the sandbox leaves it out
    assert asked[KEYS] == 0


def test_keys_that_no_beat_renews_are_renewed_by_a_good_bearer(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    moment = timedelta(seconds=400)
    age(attempted_at=moment, answered_at=moment, fresh_until=moment)
    issuer_snapshot.invalidate()
    with counting(mosaic) as asked:
        for _ in range(3):
            verify(mosaic.mint())
    assert asked[KEYS] == 1
    assert SigningKeySet.objects.get().fresh_until > datetime.now(UTC)


def test_neglected_keys_that_cannot_be_renewed_serve_on(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    moment = timedelta(seconds=400)
    age(attempted_at=moment, answered_at=moment, fresh_until=moment)
    go_down(environment)
    issuer_snapshot.invalidate()
    assert verify(mosaic.mint(sub="alice")).subject == "alice"
    assert SigningKeySet.objects.get().problem


def test_new_keys_are_noticed_beside_however_many_environments(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    for number in range(70):
        other = add_environment(mosaic, name=f"other-{number}", issuers=[f"https://{number}.test"])
        SigningKeySet.objects.create(environment=other, key_set=key_set(number), fetched_at=datetime.now(UTC))
    issuer_snapshot.invalidate()
    mosaic.rotate_signing_key()
    age(attempted_at=timedelta(seconds=31))
    assert verify(mosaic.mint(sub="alice")).subject == "alice"


def key_set(number: int) -> str:
    return json.dumps({"keys": [jwk_of(ec_key(), kid=f"k{number}")]})
