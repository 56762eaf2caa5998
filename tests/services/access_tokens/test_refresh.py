"""Access tokens: fetched when they are due, served while they live, stored with what went wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from mosaic_clients.core.errors import (
    AnswerUnusable,
    MosaicRefusal,
    MoveRefused,
    NoAccessToken,
    ParameterRefused,
    Unreachable,
)
from mosaic_clients.core.oauth.token_renewal import renew_after
from mosaic_clients.models import AccessToken, Client, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, proving
from tests.mosaic import ACTOR, RESOURCE, TOKEN, Reply, ScriptedMosaic, counting, go_down, stage, token_reply

pytestmark = pytest.mark.django_db

REFUSAL = Reply(401, {"error": "invalid_client", "error_description": "client authentication failed"})


def now() -> datetime:
    return datetime.now(UTC)


def age(client: Client, **columns: Any) -> None:
    """Move the clock by moving the row."""
    AccessToken.objects.filter(client=client).update(**columns)


def test_the_first_token_is_fetched_and_the_second_call_gets_the_same(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as asked:
        first, second = token_refresh.current(active), token_refresh.current(active)
    assert asked[TOKEN] == 1
    assert first == second
    assert timedelta(minutes=59) < first.expires_at - now() <= timedelta(hours=1)
    assert first.scope == "openid"
    assert first.value not in repr(first)


def test_a_token_is_renewed_ahead_of_its_end(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    row = active.access_tokens.get()
    assert timedelta(minutes=52) < row.due_at - now() <= timedelta(minutes=59)
    age(active, due_at=now())
    with counting(mosaic) as asked:
        assert token_refresh.current(active).value != old.value
    assert asked[TOKEN] == 1


def test_force_fetches_a_new_token_though_the_old_one_lives(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as asked:
        assert token_refresh.current(active, force=True).value != old.value
    assert asked[TOKEN] == 1


def test_a_refresh_that_is_not_due_asks_nobody_unless_forced(mosaic: Sandbox, active: Client) -> None:
    token_refresh.current(active)
    row = active.access_tokens.get()
    with counting(mosaic) as asked:
        token_refresh.refresh(row.pk, actor=ACTOR)
    assert not asked
    with counting(mosaic) as asked:
        token_refresh.refresh(row.pk, actor=ACTOR, force=True)
    assert asked[TOKEN] == 1


def test_every_resource_has_a_token_of_its_own(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as asked:
        own, other = token_refresh.current(active), token_refresh.current(active, f"{RESOURCE}/other")
        plain = token_refresh.current(active, "")
    assert asked[TOKEN] == 3
    assert len({own.value, other.value, plain.value}) == 3
    assert set(active.access_tokens.values_list("resource", flat=True)) == {"", RESOURCE, f"{RESOURCE}/other"}


def test_a_living_token_is_served_while_mosaic_is_down(active: Client) -> None:
    living = token_refresh.current(active)
    age(active, due_at=now())
    go_down(active.environment)
    assert token_refresh.current(active) == living
    row = active.access_tokens.get()
    assert row.failures == 1
    assert row.due_at > now()
    assert "cannot be reached" in row.problem


def test_a_dead_token_is_not_served_and_mosaic_is_not_hammered(active: Client) -> None:
    token_refresh.current(active)
    age(active, due_at=now(), expires_at=now())
    go_down(active.environment)
    with pytest.raises(Unreachable):
        token_refresh.current(active)
    with pytest.raises(NoAccessToken, match="cannot be reached"):
        token_refresh.current(active)
    assert active.access_tokens.get().failures == 1


def test_a_refusal_is_stored_as_the_clients_problem_and_not_repeated(scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = REFUSAL
    scripted.take_over(active.environment)
    with pytest.raises(MosaicRefusal, match="invalid_client"):
        token_refresh.current(active)
    for _ in range(3):
        with pytest.raises(NoAccessToken, match="invalid_client"):
            token_refresh.current(active)
    assert scripted.requests == [TOKEN]
    assert token_refresh.due(now() + timedelta(minutes=2)) == []

    age(active, due_at=now())
    with pytest.raises(MosaicRefusal):
        token_refresh.current(active)
    active.refresh_from_db()
    assert "invalid_client" in active.problem
    assert active.problem_at is not None
    assert Event.objects.filter(kind="problem").count() == 1


def test_success_clears_the_problem(mosaic: Sandbox, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = REFUSAL
    scripted.take_over(active.environment)
    with pytest.raises(MosaicRefusal):
        token_refresh.current(active)
    active.environment.base_url = mosaic.base_url
    active.environment.save()
    token_refresh.current(active, force=True)
    row = active.access_tokens.get()
    active.refresh_from_db()
    assert (row.problem, row.failures, active.problem, active.problem_at) == ("", 0, "", None)
    assert Event.objects.filter(kind="problem_solved").count() == 1


def test_one_resources_success_does_not_hide_anothers_problem(active: Client) -> None:
    other = f"{RESOURCE}/other"
    token_refresh.current(active, other)
    active.access_tokens.filter(resource=other).update(resource="https://nobody.test")  # withdrawn at Mosaic
    with pytest.raises(MosaicRefusal, match="invalid_target"):
        token_refresh.current(active, "https://nobody.test", force=True)
    for _ in range(2):
        token_refresh.current(active, force=True)
    active.refresh_from_db()
    assert "invalid_target" in active.problem
    assert list(Event.objects.filter(kind__startswith="problem").values_list("kind", flat=True)) == ["problem"]


def test_a_mistaken_resource_is_the_callers_mistake_and_leaves_nothing(active: Client) -> None:
    with pytest.raises(MosaicRefusal, match="invalid_target"):
        token_refresh.current(active, "https://typo.test")
    active.refresh_from_db()
    assert active.problem == ""
    assert not active.access_tokens.filter(resource="https://typo.test").exists()


@pytest.mark.parametrize(
    "resource", ["no uri", "https://a.test/#b", "a\0b", "https://\ud800", "x:" + "y" * 500, "x: y"]
)
def test_what_is_no_resource_is_not_asked_for(resource: str, mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as asked, pytest.raises(ParameterRefused) as refused:
        token_refresh.current(active, resource)
    assert not asked
    assert resource not in refused.value.description


def test_a_refused_token_is_replaced_once_however_many_were_refused(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as asked:
        others = [token_refresh.current(active, refused=old.value).value for _ in range(6)]
    assert asked[TOKEN] == 1
    assert len(set(others)) == 1
    assert old.value not in others


def test_a_refused_token_is_no_reason_to_ask_before_mosaic_wants_to_be_asked(
    scripted: ScriptedMosaic, active: Client
) -> None:
    old = token_refresh.current(active)
    scripted.answers[TOKEN] = Reply(429, {"error": "slow_down"}, {"Retry-After": "60"})
    scripted.take_over(active.environment)
    with pytest.raises(MosaicRefusal):
        token_refresh.current(active, refused=old.value)
    for _ in range(5):
        with pytest.raises(NoAccessToken) as waiting:
            token_refresh.current(active, refused=old.value)
        assert 50 < (waiting.value.retry_after or 0) <= 66  # a tenth of jitter on top
    assert scripted.requests == [TOKEN]
    assert token_refresh.current(active).value == old.value


def test_whatever_breaks_a_refresh_leaves_nobody_waiting_for_it(
    active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("mosaic_clients.services.access_tokens.store.keep_claimed", breaks)
        with pytest.raises(OperationalError):
            token_refresh.current(active)
    assert active.access_tokens.get().claimed_until is None
    assert token_refresh.current(active).value


def test_waiting_grows_with_failures_and_heeds_retry_after(scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = Reply(503, {"error": "server_error"})
    scripted.take_over(active.environment)
    row = active.access_tokens.get()
    waits = []
    for _ in range(4):
        with pytest.raises(MosaicRefusal):
            token_refresh.refresh(row.pk, actor=ACTOR, force=True)
        waits.append((active.access_tokens.get().due_at - now()).total_seconds())
    for wait, longest in zip(waits, (5, 10, 20, 40), strict=True):
        assert longest / 2 - 1 < wait <= longest
    scripted.answers[TOKEN] = Reply(429, {"error": "slow_down"}, {"Retry-After": "900"})
    with pytest.raises(MosaicRefusal):
        token_refresh.refresh(row.pk, actor=ACTOR, force=True)
    assert (active.access_tokens.get().due_at - now()).total_seconds() > 890


def test_a_client_without_an_active_credential_says_what_to_do(payments: Client) -> None:
    with pytest.raises(MoveRefused, match="stage, prove and activate"):
        token_refresh.current(payments)
    assert "no active credential" in payments.access_tokens.get().problem


def test_a_killed_refreshs_claim_holds_others_off_and_then_ends(mosaic: Sandbox, active: Client) -> None:
    row = active.access_tokens.get()
    age(active, claimed_until=now() + timedelta(seconds=20))
    assert token_refresh.due(now()) == []
    with counting(mosaic) as asked:
        token_refresh.refresh(row.pk, actor=ACTOR, force=True)
    assert not asked
    age(active, claimed_until=now() - timedelta(seconds=1))
    assert token_refresh.due(now()) == [row.pk]
    assert token_refresh.current(active).value


def test_a_token_whose_credential_was_deleted_is_not_served(active: Client) -> None:
    token_refresh.current(active)
    active.credentials.get().delete()
    with pytest.raises(NoAccessToken):
        token_refresh.current(active)


def test_waiting_for_somebody_elses_fetch_ends(active: Client, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "TOTAL_TIMEOUT": 0.2}
    age(active, claimed_until=now() + timedelta(seconds=20))
    with pytest.raises(NoAccessToken, match="being fetched"):
        token_refresh.current(active)


@pytest.mark.parametrize(
    ("expires_in", "lifetime"), [(None, 300), ("1800", 1800), (1, 1), (0.5, 1), (10**12, 86400), (3600.9, 3600)]
)
def test_odd_lifetimes_are_read(expires_in: Any, lifetime: int, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply("opaque", expires_in=expires_in)
    scripted.take_over(active.environment)
    token_refresh.refresh(active.access_tokens.get().pk, actor=ACTOR)
    row = active.access_tokens.get()
    assert timedelta(seconds=lifetime - 5) < row.expires_at - row.obtained_at <= timedelta(seconds=lifetime)
    assert row.due_at < row.expires_at


@pytest.mark.parametrize("expires_in", [0, -1, True, "soon", [], {}, "-5", "٣"])
def test_impossible_lifetimes_are_refused(expires_in: Any, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply("opaque", expires_in=expires_in)
    scripted.take_over(active.environment)
    with pytest.raises(AnswerUnusable, match="expires_in"):
        token_refresh.current(active)
    assert active.access_tokens.get().value == ""


def test_a_bound_client_refuses_a_token_that_is_not_bound(
    mosaic: Sandbox, scripted: ScriptedMosaic, active: Client
) -> None:
    scripted.answers[TOKEN] = token_reply(mosaic.mint())
    scripted.take_over(active.environment)
    with pytest.raises(AnswerUnusable, match="not certificate-bound"):
        token_refresh.current(active)
    scripted.answers[TOKEN] = token_reply(mosaic.mint(cnf={"x5t#S256": "A" * 43}))
    with pytest.raises(AnswerUnusable, match="another certificate"):
        token_refresh.current(active, force=True)
    assert active.access_tokens.get().value == ""


def test_a_failed_proof_of_the_binding_is_a_failed_proof(
    mosaic: Sandbox, scripted: ScriptedMosaic, payments: Client
) -> None:
    credential = stage(mosaic, payments)
    scripted.answers[TOKEN] = token_reply(mosaic.mint())
    scripted.take_over(payments.environment)
    with pytest.raises(AnswerUnusable):
        proving.prove(payments, actor=ACTOR)
    credential.refresh_from_db()
    assert credential.proven_at is None
    with pytest.raises(MoveRefused):
        activation.activate(payments, actor=ACTOR)


@pytest.mark.parametrize("seconds", [1, 2, 5, 15, 60, 300, 3600, 86400])
@pytest.mark.parametrize("jitter", [0.0, 0.999])
def test_a_token_is_due_before_it_is_no_longer_served(seconds: int, jitter: float) -> None:
    lifetime = timedelta(seconds=seconds)
    row = AccessToken(value="sealed", obtained_at=now(), expires_at=now() + lifetime)
    assert row.is_alive(row.obtained_at + renew_after(lifetime, jitter=jitter))
    assert not row.is_alive(row.expires_at - min(timedelta(seconds=1), lifetime / 20))
