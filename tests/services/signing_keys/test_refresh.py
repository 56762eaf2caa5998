"""Signing keys are fetched on first use and for unknown kids, and kept through failures for a limited time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from mosaic_clients.core.errors import MosaicError, NoUsableSigningKeys
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.core.tokens import jwk_of
from tests.mosaic import KEYS, Reply, ScriptedMosaic, add_environment, counting, go_down
from tests.pki import ec_key
from tests.services.signing_keys.verifying import refusal_of, set_age, verify

pytestmark = pytest.mark.django_db


def test_first_bearer_fetches_the_keys_and_later_ones_use_them(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as calls:
        for _ in range(3):
            assert verify(mosaic.mint(sub="alice")).subject == "alice"
    assert calls[KEYS] == 1
    row = SigningKeySet.objects.get()
    assert row.kids == [key["kid"] for key in json.loads(row.key_set)["keys"]]
    assert row.fetched_at is not None


def test_rotated_key_is_accepted_after_one_refetch(mosaic: Sandbox, environment: Environment) -> None:
    old = mosaic.mint()
    verify(old)
    kid = mosaic.rotate_signing_key()
    assert refusal_of(mosaic.mint()) == "unknown_kid"  # within the cooldown of the first fetch
    set_age(attempted_at=timedelta(seconds=31))
    with counting(mosaic) as calls:
        verify(mosaic.mint())
        verify(old)
    assert calls[KEYS] == 1
    assert kid in SigningKeySet.objects.get().kids


def test_tokens_of_withdrawn_key_are_refused_after_the_next_fetch(mosaic: Sandbox, environment: Environment) -> None:
    old = mosaic.mint()
    verify(old)
    mosaic.rotate_signing_key(keep_old=False)
    signing_key_refresh.refresh(environment)
    assert refusal_of(old) == "unknown_kid"


def test_unknown_kids_cause_one_fetch_within_the_cooldown(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    set_age(attempted_at=timedelta(seconds=31))
    with counting(mosaic) as calls:
        for number in range(10):
            assert refusal_of(mosaic.mint(header={"kid": f"unknown-{number}"})) == "unknown_kid"
    assert calls[KEYS] == 1


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
def test_failed_fetch_replaces_nothing(
    reply: Reply, mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    token = mosaic.mint()
    verify(token)
    before = SigningKeySet.objects.values("key_set", "kids", "fetched_at").get()
    scripted.answers[KEYS] = reply
    scripted.take_over(environment)
    with pytest.raises(MosaicError):
        signing_key_refresh.refresh(environment)
    set_age(attempted_at=timedelta(minutes=1))
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


def test_keys_that_are_too_old_are_renewed_before_use(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    set_age(attempted_at=timedelta(hours=25), fetched_at=timedelta(hours=25))
    with counting(mosaic) as calls:
        verify(mosaic.mint())
    assert calls[KEYS] == 1


def test_keys_expire_after_a_day_while_mosaic_is_down(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint()
    verify(token)
    go_down(environment)
    set_age(attempted_at=timedelta(hours=23), fetched_at=timedelta(hours=23))
    verify(token)
    set_age(attempted_at=timedelta(hours=24), fetched_at=timedelta(hours=24))
    with pytest.raises(NoUsableSigningKeys, match="cannot be reached"):
        verify(token)
    with pytest.raises(NoUsableSigningKeys, match="cannot be reached"):
        verify(token)  # within the cooldown


def test_keys_that_another_process_fetched_are_used(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process began the fetch, and has finished when this one looks again."""
    real = signing_key_refresh.refetch

    def fetch_elsewhere(environment: Environment, tried: object = None) -> None:
        real(environment)

    monkeypatch.setattr(signing_key_refresh, "refetch", fetch_elsewhere)
    assert verify(mosaic.mint()).subject == "sandbox-client"


def test_two_environments_may_share_an_issuer(mosaic: Sandbox, environment: Environment) -> None:
    """One environment accepts another audience, and Mosaic of a third one cannot be reached."""
    add_environment(mosaic, "a-first", audiences=["https://first.test"])
    down = add_environment(mosaic, "b-down", audiences=["https://down.test"])
    go_down(down)
    assert verify(mosaic.mint()).claims["aud"] == "userid-api"
    assert verify(mosaic.mint(aud="https://first.test")).claims["aud"] == "https://first.test"
    with pytest.raises(NoUsableSigningKeys, match="b-down"):  # this environment might accept it
        verify(mosaic.mint(aud="https://down.test"))


def test_key_of_one_issuer_does_not_verify_tokens_of_another(environment: Environment, mosaic: Sandbox) -> None:
    with Sandbox(issuer="https://other.userid.test") as other:
        add_environment(other, "other")
        assert verify(other.mint()).issuer == other.issuer
        assert refusal_of(other.mint(iss=mosaic.issuer)) == "unknown_kid"
        forged = other.mint(iss=mosaic.issuer, header={"kid": SigningKeySet.objects.last().kids[0]})
        assert refusal_of(forged) in {"bad_signature", "unknown_kid"}


def test_keys_that_no_beat_renews_are_renewed_by_a_valid_bearer(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    age = timedelta(seconds=400)
    set_age(attempted_at=age, answered_at=age, fresh_until=age)
    issuer_snapshot.invalidate()
    with counting(mosaic) as calls:
        for _ in range(3):
            verify(mosaic.mint())
    assert calls[KEYS] == 1
    assert SigningKeySet.objects.get().fresh_until > datetime.now(UTC)


def test_neglected_keys_that_cannot_be_renewed_stay_in_use(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    age = timedelta(seconds=400)
    set_age(attempted_at=age, answered_at=age, fresh_until=age)
    go_down(environment)
    issuer_snapshot.invalidate()
    assert verify(mosaic.mint(sub="alice")).subject == "alice"
    assert SigningKeySet.objects.get().problem


def test_new_keys_are_used_with_many_environments(mosaic: Sandbox, environment: Environment) -> None:
    verify(mosaic.mint())
    for number in range(70):
        other = add_environment(mosaic, name=f"other-{number}", issuers=[f"https://{number}.test"])
        SigningKeySet.objects.create(environment=other, key_set=key_set(number), fetched_at=datetime.now(UTC))
    issuer_snapshot.invalidate()
    mosaic.rotate_signing_key()
    set_age(attempted_at=timedelta(seconds=31))
    assert verify(mosaic.mint(sub="alice")).subject == "alice"


def key_set(number: int) -> str:
    return json.dumps({"keys": [jwk_of(ec_key(), kid=f"k{number}")]})
