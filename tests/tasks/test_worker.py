"""Tests tasks with a broker and a worker, and their retries."""

from __future__ import annotations

import time

import pytest
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.models import Client, Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.mosaic import KEYS, TOKEN, Reply, ScriptedMosaic, counting, go_down, token_reply
from tests.waiting import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]

DOWN = Reply(503, {"error": "server_error", "error_description": "come back later"})


def test_sweep_refreshes_due_token(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as requests:
        tasks.refresh_due_access_tokens.delay()
        wait_until(lambda: active.access_tokens.get().value, "the refresh")
    assert requests[TOKEN] == 1
    assert token_refresh.current(active).credential == active.credentials.get()


def test_sweep_fetches_signing_keys_of_environment(mosaic: Sandbox, environment: Environment) -> None:
    with counting(mosaic) as requests:
        tasks.refresh_signing_key_sets.delay()
        wait_until(lambda: SigningKeySet.objects.filter(fetched_at__isnull=False).exists(), "the refresh")
    assert requests[KEYS] == 1


def test_refresh_is_retried_four_times_when_mosaic_is_down(
    scripted: ScriptedMosaic, active: Client, no_waiting: list[int]
) -> None:
    scripted.answers[TOKEN] = DOWN
    scripted.take_over(active.environment)
    row = active.access_tokens.get()
    tasks.refresh_access_token.delay(str(row.pk))
    wait_until(lambda: len(scripted.requests) >= 5, "five tries")
    time.sleep(0.3)  # a sixth try would happen now
    assert scripted.requests == [TOKEN] * 5
    assert no_waiting == [1, 2, 3, 4]
    row.refresh_from_db()
    assert row.failures == 5
    assert "come back later" in row.problem


def test_retry_succeeds_when_mosaic_is_back(scripted: ScriptedMosaic, active: Client, no_waiting: list[int]) -> None:
    scripted.answers[TOKEN] = lambda environ: DOWN if len(scripted.requests) < 3 else token_reply("opaque")
    scripted.take_over(active.environment)
    row = active.access_tokens.get()
    tasks.refresh_access_token.delay(str(row.pk), force=True)
    wait_until(lambda: active.access_tokens.get().value, "the refresh")
    wait_until(lambda: Client.objects.get(pk=active.pk).problem == "", "the problem to be cleared")
    assert len(scripted.requests) == 3


def test_refresh_is_retried_when_host_is_unreachable(active: Client, no_waiting: list[int]) -> None:
    go_down(active.environment)
    row = active.access_tokens.get()
    tasks.refresh_access_token.delay(str(row.pk))
    wait_until(lambda: active.access_tokens.get().failures == 5, "five tries")
    assert no_waiting == [1, 2, 3, 4]


def test_refusal_is_not_retried(scripted: ScriptedMosaic, active: Client, no_waiting: list[int]) -> None:
    scripted.answers[TOKEN] = Reply(401, {"error": "invalid_client"})
    scripted.take_over(active.environment)
    tasks.refresh_access_token.delay(str(active.access_tokens.get().pk))
    wait_until(lambda: active.access_tokens.get().problem, "the refusal")
    time.sleep(0.3)
    assert (scripted.requests, no_waiting) == ([TOKEN], [])


def test_failed_key_fetch_is_repeated_by_sweep_when_due(
    scripted: ScriptedMosaic, environment: Environment, no_waiting: list[int]
) -> None:
    scripted.answers[KEYS] = DOWN
    scripted.take_over(environment)
    keys = SigningKeySet.objects.filter(environment=environment)
    tasks.refresh_signing_keys.delay(str(environment.pk))
    wait_until(lambda: keys.exclude(problem="").exists(), "the first try")
    assert keys.get().due_at > timezone.now()
    tasks.refresh_signing_keys.delay(str(environment.pk))  # not due, so it does nothing
    keys.update(due_at=timezone.now(), problem="")
    tasks.refresh_signing_key_sets.delay()
    wait_until(lambda: keys.exclude(problem="").exists(), "the second try")
    assert no_waiting == []
