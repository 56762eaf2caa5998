"""Several operators and workers start a rotation at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.runner import RotationRun
from tests.flows.rotating import add_rotating, end_overlap, manage

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


@pytest.fixture
def managed(mosaic: Sandbox, environment: Environment) -> Environment:
    return manage(mosaic, environment)


def _concurrently(*works: Callable[[], Any]) -> list[Any]:
    """Run each in its own thread, all starting at the same time; a MoveRefused is a result."""
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(20)
            return work()
        except MoveRefused as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(60) for future in [pool.submit(run, work) for work in works]]


def _rotate_as(client: Client, actor: str, active_kid: str) -> Callable[[], RotationRun]:
    own_row = Client.objects.get(pk=client.pk)  # every process has its own
    return lambda: rotation_runner.rotate(own_row, actor=actor, expected_kid=active_kid)


def _make_due(client: Client) -> None:
    """Make the active certificate due for renewal."""
    now = timezone.now()
    client.credentials.active().update(
        created_at=now - timedelta(days=89), not_before=now - timedelta(days=89), not_after=now + timedelta(days=1)
    )
    Client.objects.filter(pk=client.pk).update(rotation_due_at=now)


@pytest.mark.parametrize("method", AuthMethod)
def test_three_concurrent_rotations_do_one_and_refuse_two(
    method: AuthMethod, mosaic: Sandbox, managed: Environment
) -> None:
    client = add_rotating(mosaic, managed, method)
    for _ in range(ROUNDS):
        active_kid = client.credentials.active().get().kid
        count = client.credentials.count()
        results = _concurrently(*(_rotate_as(client, actor, active_kid) for actor in ("olivia", "oscar", "worker")))
        (run,) = [result for result in results if isinstance(result, RotationRun)]
        refusals = [result.description for result in results if isinstance(result, MoveRefused)]
        assert run.failure is None
        assert len(refusals) == 2
        assert all("right now" in text or "just now" in text for text in refusals)
        assert client.credentials.count() == count + 1
        assert client.credentials.active().get().kid != active_kid
        end_overlap(client)
        rotation_runner.advance(client, actor="worker")


def test_two_operators_and_the_beat_do_one_rotation(mosaic: Sandbox, managed: Environment) -> None:
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED, automatic=True)
    for _ in range(ROUNDS):
        _make_due(client)
        active_kid = client.credentials.active().get().kid
        count = client.credentials.count()
        last = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
        results = _concurrently(
            _rotate_as(client, "olivia", active_kid),
            _rotate_as(client, "oscar", active_kid),
            lambda: [tasks.rotate_client(str(pk)) for pk in rotation_runner.due(timezone.now())],
        )
        rotated = Event.objects.filter(client=client, kind="activated", pk__gt=last)
        assert rotated.count() == 1
        assert client.credentials.count() == count + 1
        by_beat = rotated.get().actor not in {"olivia", "oscar"}
        assert sum(isinstance(result, MoveRefused) for result in results[:2]) == (2 if by_beat else 1)
        end_overlap(client)
        rotation_runner.advance(client, actor="worker")


def test_concurrent_sweeps_do_one_rotation(mosaic: Sandbox, managed: Environment) -> None:
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED, automatic=True)
    for _ in range(ROUNDS):
        _make_due(client)
        count = client.credentials.count()
        _concurrently(*[lambda: [tasks.rotate_client(str(pk)) for pk in rotation_runner.due(timezone.now())]] * 3)
        assert client.credentials.count() == count + 1
        end_overlap(client)
        rotation_runner.advance(client, actor="worker")


def test_run_without_its_claim_does_no_further_step(
    mosaic: Sandbox, managed: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that pauses within a step for longer than its lease stops, because another run has continued."""
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED)
    other = Client.objects.get(pk=client.pk)
    real = staging.stage
    runs: list[RotationRun] = []

    def slow(*args: Any, **kwargs: Any) -> Any:
        staged = real(*args, **kwargs)
        Client.objects.filter(pk=client.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
        runs.append(rotation_runner.advance(other, actor="worker"))
        return staged

    monkeypatch.setattr(staging, "stage", slow)
    runs.append(rotation_runner.rotate(client, actor="olivia"))
    assert [[step.step.value for step in run.done] for run in runs] == [["publish", "prove", "activate"], ["stage"]]
    assert [run.failure for run in runs] == [None, None]
    client.refresh_from_db()
    assert client.claim is None
