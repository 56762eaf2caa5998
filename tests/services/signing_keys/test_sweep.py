"""The beat renews signing keys ahead of time, goes on trying in an outage; without a beat requests do."""

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
from tests.services.signing_keys.test_freshness import SECOND, let_pass, row

pytestmark = pytest.mark.django_db


def sweep() -> None:
    """What the beat does, without a worker between."""
    for pk in signing_key_refresh.due(datetime.now(UTC)):
        tasks.refresh_signing_keys(str(pk))


def test_the_sweep_fetches_what_is_due_and_nothing_else(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as asked:
        sweep()  # never fetched
        sweep()
        let_pass(239 * SECOND)
        sweep()
    assert asked[KEYS] == 1
    with counting(mosaic) as asked:
        let_pass(2 * SECOND)
        assert row().fresh_until > datetime.now(UTC)  # ahead: they are fresh still
        sweep()
        sweep()
    assert asked[KEYS] == 1


def test_two_workers_that_are_told_the_same_fetch_once(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as asked:
        for _ in range(2):
            tasks.refresh_signing_keys(str(environment.pk))
    assert asked[KEYS] == 1


def test_stale_keys_are_used_while_mosaic_is_down_and_tried_again_in_a_bounded_rhythm(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    scripted.answers[KEYS] = Reply(503, {"error": "server_error"})
    scripted.take_over(environment)
    let_pass(timedelta(minutes=5))
    for _ in range(240):  # an hour, with a sweep every 15 seconds
        sweep()
        let_pass(15 * SECOND)
    assert bearer_verification.verify(token, presented_x5t_s256=None).subject == "sandbox-client"
    assert row().fresh_until < datetime.now(UTC)
    assert row().failing_since is not None
    assert 30 <= len(scripted.requests) <= 45  # every half a minute at first, every two minutes later


def test_a_retry_after_is_kept_to(mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment) -> None:
    scripted.answers[KEYS] = Reply(429, {"error": "slow_down"}, {"Retry-After": "600"})
    scripted.take_over(environment)
    sweep()
    let_pass(590 * SECOND)
    sweep()
    assert scripted.requests == [KEYS]
    let_pass(11 * SECOND)
    sweep()
    assert scripted.requests == [KEYS] * 2


def test_a_flood_that_fetches_in_vain_does_not_take_the_beats_turn(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    """A fetch on demand that failed makes the set due; further ones leave the beat's times alone."""
    signing_key_refresh.refresh(environment)
    scripted.answers[KEYS] = Reply(500, {"error": "server_error"})
    scripted.take_over(environment)
    forged = mosaic.mint(header={"kid": "nobody-knows"})
    dues = []
    for _ in range(4):
        let_pass(31 * SECOND)
        with pytest.raises(BearerRefused):
            bearer_verification.verify(forged, presented_x5t_s256=None)
        assert row().due_at <= datetime.now(UTC)
        dues.append(signing_key_refresh.due(datetime.now(UTC)))
    assert dues == [[environment.pk]] * 4
    assert len(scripted.requests) == 4
    sweep()
    assert len(scripted.requests) == 5
    assert row().due_at > datetime.now(UTC)


def test_where_there_is_no_beat_the_requests_renew_the_keys(mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    with counting(mosaic) as asked:
        let_pass(timedelta(minutes=9))
        bearer_verification.verify(token, presented_x5t_s256=None)  # stale, but a beat may yet come
    assert not asked
    with counting(mosaic) as asked:
        let_pass(timedelta(minutes=2))
        for _ in range(3):
            bearer_verification.verify(token, presented_x5t_s256=None)
    assert asked[KEYS] == 1


def test_where_there_is_no_beat_and_no_mosaic_a_request_in_five_minutes_tries(
    mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment
) -> None:
    token = mosaic.mint()
    bearer_verification.verify(token, presented_x5t_s256=None)
    scripted.answers[KEYS] = Reply(500, {"error": "server_error"})
    scripted.take_over(environment)
    let_pass(timedelta(hours=1))
    for _ in range(60):
        bearer_verification.verify(token, presented_x5t_s256=None)
        let_pass(timedelta(seconds=10))
    assert len(scripted.requests) == 2
