"""The beat renews signing keys early and retries during an outage. Without a beat, requests renew them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mosaic_clients import tasks
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import KEYS, Reply, ScriptedMosaic, counting
from tests.services.signing_keys.test_freshness import SECOND, advance_clock, row

pytestmark = pytest.mark.django_db


def sweep() -> None:
    """Do the work of the beat, without a worker."""
    for pk in signing_key_refresh.due(datetime.now(UTC)):
        tasks.refresh_signing_keys(str(pk))


def test_sweep_fetches_only_due_keys(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as calls:
        sweep()  # never fetched
        sweep()
        advance_clock(239 * SECOND)
        sweep()
    assert calls[KEYS] == 1
    with counting(mosaic) as calls:
        advance_clock(2 * SECOND)
        assert row().fresh_until > datetime.now(UTC)  # early: they are still fresh
        sweep()
        sweep()
    assert calls[KEYS] == 1


def test_two_workers_with_the_same_task_fetch_once(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as calls:
        for _ in range(2):
            tasks.refresh_signing_keys(str(environment.pk))
    assert calls[KEYS] == 1


def test_stale_keys_are_used_and_retried_with_backoff_while_mosaic_is_down(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    scripted.answers[KEYS] = Reply(503, {"error": "server_error"})
    scripted.take_over(environment)
    advance_clock(timedelta(minutes=5))
    for _ in range(240):  # an hour with a sweep every 15 seconds
        sweep()
        advance_clock(15 * SECOND)
    assert bearer_verification.verify(token, presented_x5t_s256=None).subject == "sandbox-client"
    assert row().fresh_until < datetime.now(UTC)
    assert row().failing_since is not None
    assert 30 <= len(scripted.requests) <= 45  # every half minute at first, every two minutes later


def test_sweep_waits_for_retry_after(mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment) -> None:
    scripted.answers[KEYS] = Reply(429, {"error": "slow_down"}, {"Retry-After": "600"})
    scripted.take_over(environment)
    sweep()
    advance_clock(590 * SECOND)
    sweep()
    assert scripted.requests == [KEYS]
    advance_clock(11 * SECOND)
    sweep()
    assert scripted.requests == [KEYS] * 2


def test_failed_fetches_on_demand_do_not_delay_the_beat(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    """A failed fetch on demand makes the keys due. Further ones do not change the beat's schedule."""
    signing_key_refresh.refresh(environment)
    scripted.answers[KEYS] = Reply(500, {"error": "server_error"})
    scripted.take_over(environment)
    forged = mosaic.mint(header={"kid": "unknown"})
    dues = []
    for _ in range(4):
        advance_clock(31 * SECOND)
        with pytest.raises(BearerRefused):
            bearer_verification.verify(forged, presented_x5t_s256=None)
        assert row().due_at <= datetime.now(UTC)
        dues.append(signing_key_refresh.due(datetime.now(UTC)))
    assert dues == [[environment.pk]] * 4
    assert len(scripted.requests) == 4
    sweep()
    assert len(scripted.requests) == 5
    assert row().due_at > datetime.now(UTC)


def test_requests_renew_the_keys_without_a_beat(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    with counting(mosaic) as calls:
        advance_clock(timedelta(minutes=9))
        bearer_verification.verify(token, presented_x5t_s256=None)  # stale, but the beat may still renew them
    assert not calls
    with counting(mosaic) as calls:
        advance_clock(timedelta(minutes=2))
        for _ in range(3):
            bearer_verification.verify(token, presented_x5t_s256=None)
    assert calls[KEYS] == 1


def test_requests_retry_every_five_minutes_without_beat_and_mosaic(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    scripted.answers[KEYS] = Reply(500, {"error": "server_error"})
    scripted.take_over(environment)
    advance_clock(timedelta(hours=1))
    for _ in range(60):
        bearer_verification.verify(token, presented_x5t_s256=None)
        advance_clock(timedelta(seconds=10))
    assert len(scripted.requests) == 2
