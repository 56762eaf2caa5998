"""Everybody presses at the same instant."""

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
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.runner import RotationRun
from tests.flows.rotating import add_rotating, end_overlap, manage

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


@pytest.fixture
def managed(mosaic: Sandbox, environment: Environment) -> Environment:
    return manage(mosaic, environment)


def _at_once(*works: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own, starting together; polite refusals are results."""
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


def _press(client: Client, actor: str, seen: str) -> Callable[[], RotationRun]:
    mine = Client.objects.get(pk=client.pk)  # as every process has its own
    return lambda: rotation_runner.rotate(mine, actor=actor, expected_kid=seen)


def _make_due(client: Client) -> None:
    """The certificate in use has lived for most of its life."""
    now = timezone.now()
    client.credentials.active().update(
        created_at=now - timedelta(days=89), not_before=now - timedelta(days=89), not_after=now + timedelta(days=1)
    )
    Client.objects.filter(pk=client.pk).update(rotation_due_at=now)


@pytest.mark.parametrize("method", AuthMethod)
def test_of_three_who_press_at_once_one_rotates_and_two_are_told_so(
    method: AuthMethod, mosaic: Sandbox, managed: Environment
) -> None:
    client = add_rotating(mosaic, managed, method)
    for _ in range(ROUNDS):
        seen = client.credentials.active().get().kid
        known = client.credentials.count()
        results = _at_once(*(_press(client, actor, seen) for actor in ("olivia", "oscar", "worker")))
        (walk,) = [result for result in results if isinstance(result, RotationRun)]
        refusals = [result.description for result in results if isinstance(result, MoveRefused)]
        assert walk.failure is None
        assert len(refusals) == 2
        assert all("right now" in words or "just now" in words for words in refusals)
        assert client.credentials.count() == known + 1
        assert client.credentials.active().get().kid != seen
        end_overlap(client)
        rotation_runner.advance(client, actor="worker")


def test_of_two_operators_and_the_beat_one_rotates(mosaic: Sandbox, managed: Environment) -> None:
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED, automatic=True)
    for _ in range(ROUNDS):
        _make_due(client)
        seen = client.credentials.active().get().kid
        known = client.credentials.count()
        last = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
        results = _at_once(
            _press(client, "olivia", seen),
            _press(client, "oscar", seen),
            lambda: [tasks.rotate_client(str(pk)) for pk in rotation_runner.due(timezone.now())],
        )
        rotated = Event.objects.filter(client=client, kind="activated", pk__gt=last)
        assert rotated.count() == 1
        assert client.credentials.count() == known + 1
        by_beat = rotated.get().actor not in {"olivia", "oscar"}
        assert sum(isinstance(result, MoveRefused) for result in results[:2]) == (2 if by_beat else 1)
        end_overlap(client)
        rotation_runner.advance(client, actor="worker")


def test_two_sweeps_at_once_do_one_rotation(mosaic: Sandbox, managed: Environment) -> None:
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED, automatic=True)
    for _ in range(ROUNDS):
        _make_due(client)
        known = client.credentials.count()
        _at_once(*[lambda: [tasks.rotate_client(str(pk)) for pk in rotation_runner.due(timezone.now())]] * 3)
        assert client.credentials.count() == known + 1
        end_overlap(client)
        rotation_runner.advance(client, actor="worker")


def test_a_walker_that_lost_its_claim_does_no_further_step(
    mosaic: Sandbox, managed: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was away for longer than its claim, in the middle of a step, and somebody else went on."""
    client = add_rotating(mosaic, managed, AuthMethod.SELF_SIGNED)
    other = Client.objects.get(pk=client.pk)
    real = rotation_runner.staging.stage
    walks: list[RotationRun] = []

    def slow(*args: Any, **kwargs: Any) -> Any:
        staged = real(*args, **kwargs)
        Client.objects.filter(pk=client.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
        walks.append(rotation_runner.advance(other, actor="worker"))
        return staged

    monkeypatch.setattr(rotation_runner.staging, "stage", slow)
    walks.append(rotation_runner.rotate(client, actor="olivia"))
    assert [[step.step.value for step in walk.done] for walk in walks] == [["publish", "prove", "activate"], ["stage"]]
    assert [walk.failure for walk in walks] == [None, None]
    client.refresh_from_db()
    assert client.claim is None
