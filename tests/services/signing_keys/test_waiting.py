"""While one thread fetches a rotated key, others wait for it for a limited time, also in a flood of requests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys.bounded_wait import WaitBudget
from tests.mosaic import KEYS, Reply, ScriptedMosaic
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


class SlowMosaic:
    """Delays every answer of the signing keys' endpoint until ``release`` is set."""

    def __init__(self, mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment) -> None:
        self.is_called, self.release = threading.Event(), threading.Event()
        self._mosaic = mosaic
        scripted.answers[KEYS] = self._answer
        scripted.take_over(environment)

    def _answer(self, environ: dict[str, Any]) -> Reply:
        self.is_called.set()
        assert self.release.wait(60)
        return Reply(200, self._mosaic._ring.published())


@pytest.fixture
def slow(mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment) -> Iterator[SlowMosaic]:
    """The keys were fetched a minute ago and then rotated. Now Mosaic answers slowly."""
    signing_key_refresh.refresh(environment)
    ago = datetime.now(UTC) - MINUTE
    SigningKeySet.objects.update(attempted_at=ago, answered_at=ago, fetched_at=ago)
    mosaic.rotate_signing_key()
    slow_mosaic = SlowMosaic(mosaic, scripted, environment)
    yield slow_mosaic
    slow_mosaic.release.set()


def outcome(token: str) -> str:
    """Return ``accepted`` or the code of the refusal, in a thread with its own connection."""
    try:
        bearer_verification.verify(token, presented_x5t_s256=None)
    except BearerRefused as error:
        return error.code
    finally:
        connection.close()
    return "accepted"


@pytest.fixture
def threads() -> Iterator[Callable[[str], Future[str]]]:
    with ThreadPoolExecutor(32) as pool:
        yield lambda token: pool.submit(outcome, token)


def test_waiting_threads_accept_the_key_that_one_thread_fetched(
    mosaic: Sandbox, scripted: ScriptedMosaic, slow: SlowMosaic, threads: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = Environment.objects.get().pk
    monkeypatch.setattr(signing_key_refresh._wait_budgets, "value", {pk: WaitBudget(each=15, together=500)})
    token = mosaic.mint()
    winner = threads(token)
    assert slow.is_called.wait(10)
    losers = [threads(token) for _ in range(6)]
    budget = signing_key_refresh._wait_budgets.value[pk]
    wait_until(lambda: budget._left < 499, "a thread waits")
    slow.release.set()
    assert [each.result(20) for each in (winner, *losers)] == ["accepted"] * 7
    assert scripted.requests == [KEYS]


def test_hanging_mosaic_blocks_only_the_fetching_thread(
    mosaic: Sandbox,
    scripted: ScriptedMosaic,
    slow: SlowMosaic,
    threads: Any,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All waiters share one budget: sixty requests wait four seconds in total."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "READ_TIMEOUT": 60.0, "TOTAL_TIMEOUT": 60.0}
    monkeypatch.setattr(signing_key_refresh, "ON_DEMAND_TOTAL", 60.0)
    winner = threads(mosaic.mint(header={"kid": "random-winner"}))
    assert slow.is_called.wait(10)
    flood = [threads(mosaic.mint(header={"kid": f"random-{number}"})) for number in range(60)]
    assert {each.result(20) for each in flood} == {"unknown_kid"}
    budget = signing_key_refresh._wait_budgets.value[Environment.objects.get().pk]
    assert not winner.done()  # all others have ended while the fetching thread still waits
    assert -2.0 < budget._left <= 4.0
    assert scripted.requests == [KEYS]
    slow.release.set()
    assert winner.result(20) == "unknown_kid"


def test_fetch_on_demand_times_out_before_the_beats_fetch(
    mosaic: Sandbox, slow: SlowMosaic, threads: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_key_refresh, "ON_DEMAND_TOTAL", 0.3)
    assert threads(mosaic.mint()).result(15) == "unknown_kid"
    row = SigningKeySet.objects.get()
    assert "did not answer in time" in row.problem
    assert row.due_at <= datetime.now(UTC)  # so that the beat, which waits longer, fetches now
    slow.release.set()
    assert threads(mosaic.mint()).result(15) == "unknown_kid"  # the cooldown
    signing_key_refresh.refresh_due(Environment.objects.get())
    assert threads(mosaic.mint()).result(15) == "accepted"


def test_fetch_of_a_killed_worker_is_in_flight_only_until_its_timeout(
    mosaic: Sandbox, environment: Environment, settings: Any
) -> None:
    signing_key_refresh.refresh(environment)
    row = SigningKeySet.objects.get()
    now = datetime.now(UTC)
    SigningKeySet.objects.update(attempted_at=now - timedelta(seconds=25), answered_at=now - MINUTE)
    row.refresh_from_db()
    assert not signing_key_refresh.rows.is_in_flight(row)
    SigningKeySet.objects.update(attempted_at=now, answered_at=now - MINUTE)
    row.refresh_from_db()
    assert signing_key_refresh.rows.is_in_flight(row)


def test_process_looks_again_when_the_cooldown_ends(
    mosaic: Sandbox, environment: Environment, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks every REREAD seconds, here 5, and once more at the end of the cooldown: after 35 s at most, not 40."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 5.0}
    issuer_snapshot.invalidate()
    signing_key_refresh.refresh(environment)
    clock = {"now": 1000.0}
    monkeypatch.setattr(signing_key_refresh.time, "monotonic", lambda: clock["now"])
    monkeypatch.setattr(signing_key_refresh._next_check, "value", {})
    SigningKeySet.objects.update(attempted_at=datetime.now(UTC) - timedelta(seconds=10))
    signing_key_refresh.refetch(environment)
    assert signing_key_refresh._next_check.value[environment.pk] == 1005.0
    clock["now"] = 1005.0
    SigningKeySet.objects.update(attempted_at=datetime.now(UTC) - timedelta(seconds=28))
    signing_key_refresh.refetch(environment)
    assert 1006.0 < signing_key_refresh._next_check.value[environment.pk] <= 1007.0
    issuer_snapshot.invalidate()


def test_many_waiters_of_a_slow_event_share_the_budget() -> None:
    budget = WaitBudget(each=10, together=0.2)
    with ThreadPoolExecutor(10) as pool:
        steps = list(pool.map(lambda _: sum(1 for _ in iter(budget.waiter("slow").wait, False)), range(10)))
    assert sum(steps) <= 11  # a step takes 0.02 s or longer, and the last one may exceed the budget
    assert budget.waiter("another").wait()


def test_single_waiter_waits_at_most_its_own_limit() -> None:
    budget = WaitBudget(each=0.05, together=100)
    waiter = budget.waiter("slow")
    assert sum(1 for _ in iter(waiter.wait, False)) <= 3
    assert budget._left > 99
