"""The lease during long steps: each call renews it, and a run that hangs loses it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from mosaic_clients.core.errors import MoveRefused, TimedOut
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.conftest import ACTOR
from tests.services.rotation.model.imaginary import ImaginaryMosaic, give_manager
from tests.services.rotation.wire import ROTATION_STEPS

RESOURCES = [f"https://{name}.test" for name in "abcdefgh"]


@pytest.fixture
def client(environment: Environment, imaginary: ImaginaryMosaic) -> Client:
    """A client with an active key and a token for each of many resources."""
    give_manager(environment)
    columns = {"client_id": "slow", "app_id": "app", "key_algorithm": "EC-P256", "publication": "management-api"}
    client = client_registry.add("slow", environment, actor=ACTOR, auth_method="self_signed_tls_client_auth", **columns)
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    for resource in RESOURCES:
        token_refresh.current(client, resource)
    return client


def _before_each_call(imaginary: ImaginaryMosaic, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    real = imaginary.run_with_fault

    def run_with_fault(apply: Callable[[], None]) -> None:
        act()
        real(apply)

    monkeypatch.setattr(imaginary, "run_with_fault", run_with_fault)


def test_lease_is_kept_during_many_slow_calls(
    client: Client, imaginary: ImaginaryMosaic, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = []

    def slowly() -> None:
        imaginary.clock.go(timedelta(seconds=100))
        with pytest.raises(MoveRefused, match="Another process is rotating"):
            rotation_runner.advance(Client.objects.get(pk=client.pk), actor="sweep")
        refusals.append(imaginary.clock.now)

    _before_each_call(imaginary, slowly, monkeypatch)
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert (run.failure, [step.step for step in run.done]) == (None, ROTATION_STEPS)
    assert len(refusals) == 4 + 1 + len(RESOURCES)


@pytest.mark.parametrize("calls", [1, 2, 3, 4, 5, 6])
def test_run_that_lost_its_lease_records_nothing(
    calls: int, client: Client, imaginary: ImaginaryMosaic, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls_made: list[None] = []

    def hang() -> None:
        calls_made.append(None)
        if len(calls_made) == calls:
            imaginary.clock.go(timedelta(seconds=121))
            other = rotation_runner.advance(Client.objects.get(pk=client.pk), actor="sweep")
            assert other.done[-1].step is Step.ACTIVATE
            raise TimedOut("mosaic did not answer in time.")

    _before_each_call(imaginary, hang, monkeypatch)
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert run.failure is not None
    client.refresh_from_db()
    assert (client.rotation_problem, client.retry_at, client.rotation_failures) == ("", None, 0)
    assert not Event.objects.filter(client=client, kind="problem").exists()
    assert client.credentials.count() == 2
    assert (client.claim, client.claimed_until) == (None, None)
