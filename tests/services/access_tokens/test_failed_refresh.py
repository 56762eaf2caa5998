"""Mosaic refuses or is down: an alive token is served, the problem is stored, and the next try waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mosaic_clients.core.errors import MosaicRefusal, NoAccessToken, Unreachable
from mosaic_clients.models import Client, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.mosaic import ACTOR, RESOURCE, TOKEN, Reply, ScriptedMosaic, go_down
from tests.services.access_tokens.aging import age, now

pytestmark = pytest.mark.django_db

REFUSAL = Reply(401, {"error": "invalid_client", "error_description": "client authentication failed"})


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
