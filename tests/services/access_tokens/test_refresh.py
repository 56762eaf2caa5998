"""Access tokens: fetched when they are due, served while they are alive, stored with the last problem."""

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
from tests.mosaic import (
    ACTOR,
    RESOURCE,
    TOKEN,
    Reply,
    ScriptedMosaic,
    add_client,
    counting,
    go_down,
    stage,
    token_reply,
)

pytestmark = pytest.mark.django_db

REFUSAL = Reply(401, {"error": "invalid_client", "error_description": "client authentication failed"})


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


@pytest.fixture
def payments(mosaic: Sandbox, active: Client) -> Client:
    """A second client, without a key."""
    return add_client(mosaic, active.environment, "second")


def now() -> datetime:
    return datetime.now(UTC)


def age(client: Client, **columns: Any) -> None:
    """Ages the row, as if time had passed."""
    AccessToken.objects.filter(client=client).update(**columns)


def test_current_fetches_first_token_and_returns_it_again(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts:
        first, second = token_refresh.current(active), token_refresh.current(active)
    assert request_counts[TOKEN] == 1
    assert first == second
    assert timedelta(minutes=59) < first.expires_at - now() <= timedelta(hours=1)
    assert first.scope == "openid"
    assert first.value not in repr(first)


def test_current_renews_token_before_it_expires(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    row = active.access_tokens.get()
    assert timedelta(minutes=52) < row.due_at - now() <= timedelta(minutes=59)
    age(active, due_at=now())
    with counting(mosaic) as request_counts:
        assert token_refresh.current(active).value != old.value
    assert request_counts[TOKEN] == 1


def test_force_fetches_new_token_while_old_one_is_alive(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as request_counts:
        assert token_refresh.current(active, force=True).value != old.value
    assert request_counts[TOKEN] == 1


def test_refresh_makes_no_call_when_not_due_unless_forced(mosaic: Sandbox, active: Client) -> None:
    token_refresh.current(active)
    row = active.access_tokens.get()
    with counting(mosaic) as request_counts:
        token_refresh.refresh(row.pk, actor=ACTOR)
    assert not request_counts
    with counting(mosaic) as request_counts:
        token_refresh.refresh(row.pk, actor=ACTOR, force=True)
    assert request_counts[TOKEN] == 1


def test_each_resource_has_its_own_token(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts:
        own, other = token_refresh.current(active), token_refresh.current(active, f"{RESOURCE}/other")
        plain = token_refresh.current(active, "")
    assert request_counts[TOKEN] == 3
    assert len({own.value, other.value, plain.value}) == 3
    assert set(active.access_tokens.values_list("resource", flat=True)) == {"", RESOURCE, f"{RESOURCE}/other"}


def test_current_serves_alive_token_when_mosaic_is_down(active: Client) -> None:
    token = token_refresh.current(active)
    age(active, due_at=now())
    go_down(active.environment)
    assert token_refresh.current(active) == token
    row = active.access_tokens.get()
    assert row.failures == 1
    assert row.due_at > now()
    assert "cannot be reached" in row.problem


def test_current_refuses_expired_token_and_waits_before_next_try(active: Client) -> None:
    token_refresh.current(active)
    age(active, due_at=now(), expires_at=now())
    go_down(active.environment)
    with pytest.raises(Unreachable):
        token_refresh.current(active)
    with pytest.raises(NoAccessToken, match="cannot be reached"):
        token_refresh.current(active)
    assert active.access_tokens.get().failures == 1


def test_refusal_is_stored_as_problem_of_client_and_not_retried(scripted: ScriptedMosaic, active: Client) -> None:
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


def test_success_clears_problem(mosaic: Sandbox, scripted: ScriptedMosaic, active: Client) -> None:
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


def test_success_for_one_resource_keeps_problem_of_another(active: Client) -> None:
    other = f"{RESOURCE}/other"
    token_refresh.current(active, other)
    active.access_tokens.filter(resource=other).update(resource="https://other.test")  # revoked at Mosaic
    with pytest.raises(MosaicRefusal, match="invalid_target"):
        token_refresh.current(active, "https://other.test", force=True)
    for _ in range(2):
        token_refresh.current(active, force=True)
    active.refresh_from_db()
    assert "invalid_target" in active.problem
    assert list(Event.objects.filter(kind__startswith="problem").values_list("kind", flat=True)) == ["problem"]


def test_refused_resource_raises_and_leaves_no_problem(active: Client) -> None:
    with pytest.raises(MosaicRefusal, match="invalid_target"):
        token_refresh.current(active, "https://typo.test")
    active.refresh_from_db()
    assert active.problem == ""
    assert not active.access_tokens.filter(resource="https://typo.test").exists()


@pytest.mark.parametrize(
    "resource", ["no uri", "https://a.test/#b", "a\0b", "https://\ud800", "x:" + "y" * 500, "x: y"]
)
def test_invalid_resource_is_refused_and_not_sent(resource: str, mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts, pytest.raises(ParameterRefused) as refused:
        token_refresh.current(active, resource)
    assert not request_counts
    assert resource not in refused.value.description


def test_refused_token_is_replaced_once_for_many_callers(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as request_counts:
        others = [token_refresh.current(active, refused=old.value).value for _ in range(6)]
    assert request_counts[TOKEN] == 1
    assert len(set(others)) == 1
    assert old.value not in others


def test_refused_token_is_not_replaced_before_retry_after(scripted: ScriptedMosaic, active: Client) -> None:
    old = token_refresh.current(active)
    scripted.answers[TOKEN] = Reply(429, {"error": "slow_down"}, {"Retry-After": "60"})
    scripted.take_over(active.environment)
    with pytest.raises(MosaicRefusal):
        token_refresh.current(active, refused=old.value)
    for _ in range(5):
        with pytest.raises(NoAccessToken) as waiting:
            token_refresh.current(active, refused=old.value)
        assert 50 < (waiting.value.retry_after or 0) <= 66  # plus a tenth of jitter
    assert scripted.requests == [TOKEN]
    assert token_refresh.current(active).value == old.value


def test_any_exception_during_refresh_releases_claim(active: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("mosaic_clients.services.access_tokens.store.store_claimed_token", breaks)
        with pytest.raises(OperationalError):
            token_refresh.current(active)
    assert active.access_tokens.get().claimed_until is None
    assert token_refresh.current(active).value


def test_wait_grows_with_failures_and_respects_retry_after(scripted: ScriptedMosaic, active: Client) -> None:
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


def test_client_without_active_credential_raises_with_remedy(payments: Client) -> None:
    with pytest.raises(MoveRefused, match="stage, prove and activate"):
        token_refresh.current(payments)
    assert "no active credential" in payments.access_tokens.get().problem


def test_claim_of_killed_refresh_blocks_others_until_it_expires(mosaic: Sandbox, active: Client) -> None:
    row = active.access_tokens.get()
    age(active, claimed_until=now() + timedelta(seconds=20))
    assert token_refresh.due(now()) == []
    with counting(mosaic) as request_counts:
        token_refresh.refresh(row.pk, actor=ACTOR, force=True)
    assert not request_counts
    age(active, claimed_until=now() - timedelta(seconds=1))
    assert token_refresh.due(now()) == [row.pk]
    assert token_refresh.current(active).value


def test_token_of_deleted_credential_is_not_served(active: Client) -> None:
    token_refresh.current(active)
    active.credentials.get().delete()
    with pytest.raises(NoAccessToken):
        token_refresh.current(active)


def test_wait_for_fetch_of_another_process_ends(active: Client, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "TOTAL_TIMEOUT": 0.2}
    age(active, claimed_until=now() + timedelta(seconds=20))
    with pytest.raises(NoAccessToken, match="being fetched"):
        token_refresh.current(active)


@pytest.mark.parametrize(
    ("expires_in", "lifetime"), [(None, 300), ("1800", 1800), (1, 1), (0.5, 1), (10**12, 86400), (3600.9, 3600)]
)
def test_unusual_lifetime_is_accepted(expires_in: Any, lifetime: int, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply("opaque", expires_in=expires_in)
    scripted.take_over(active.environment)
    token_refresh.refresh(active.access_tokens.get().pk, actor=ACTOR)
    row = active.access_tokens.get()
    assert timedelta(seconds=lifetime - 5) < row.expires_at - row.obtained_at <= timedelta(seconds=lifetime)
    assert row.due_at < row.expires_at


@pytest.mark.parametrize("expires_in", [0, -1, True, "soon", [], {}, "-5", "٣"])
def test_impossible_lifetime_is_refused(expires_in: Any, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply("opaque", expires_in=expires_in)
    scripted.take_over(active.environment)
    with pytest.raises(AnswerUnusable, match="expires_in"):
        token_refresh.current(active)
    assert active.access_tokens.get().value == ""


def test_bound_client_refuses_unbound_token(mosaic: Sandbox, scripted: ScriptedMosaic, active: Client) -> None:
    scripted.answers[TOKEN] = token_reply(mosaic.mint())
    scripted.take_over(active.environment)
    with pytest.raises(AnswerUnusable, match="not certificate-bound"):
        token_refresh.current(active)
    scripted.answers[TOKEN] = token_reply(mosaic.mint(cnf={"x5t#S256": "A" * 43}))
    with pytest.raises(AnswerUnusable, match="another certificate"):
        token_refresh.current(active, force=True)
    assert active.access_tokens.get().value == ""


def test_proof_with_unbound_token_fails(mosaic: Sandbox, scripted: ScriptedMosaic, payments: Client) -> None:
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
def test_token_is_due_before_it_is_no_longer_alive(seconds: int, jitter: float) -> None:
    lifetime = timedelta(seconds=seconds)
    row = AccessToken(value="sealed", obtained_at=now(), expires_at=now() + lifetime)
    assert row.is_alive(row.obtained_at + renew_after(lifetime, jitter=jitter))
    assert not row.is_alive(row.expires_at - min(timedelta(seconds=1), lifetime / 20))
