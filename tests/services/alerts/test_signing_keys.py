"""An outage of the signing keys endpoint is alerted once in time, and again when the keys are unavailable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import mail

from mosaic_clients import tasks
from mosaic_clients.models import Alert, Environment, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.alerts import signing_keys as signing_key_alerts
from mosaic_clients.services.alerts.channels import email
from mosaic_clients.services.alerts.signing_keys import FAILING, STOPPED
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.signals import signing_keys_failing
from tests.mosaic import KEYS, Reply, ScriptedMosaic

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def alerted() -> Iterator[list[str]]:
    """The thresholds that a user's signal receiver gets."""
    heard: list[str] = []

    def hear(sender: Any, *, environment: Environment, threshold: str, **kwargs: Any) -> None:
        heard.append(f"{environment.name}: {threshold}")

    signing_keys_failing.connect(hear)
    yield heard
    signing_keys_failing.disconnect(hear)


@pytest.fixture
def down(mosaic: Sandbox, scripted: ScriptedMosaic, environment: Environment) -> ScriptedMosaic:
    """The keys were fetched; from then on Mosaic fails."""
    signing_key_refresh.refresh(environment)
    scripted.answers[KEYS] = Reply(503, {"error": "server_error", "error_description": "come back later"})
    scripted.take_over(environment)
    return scripted


def sweep_after(time: timedelta) -> None:
    """Ages the row, and runs what the beat and a worker run."""
    row = SigningKeySet.objects.get()
    names = ("fetched_at", "fresh_until", "due_at", "attempted_at", "answered_at")
    moments = {name: getattr(row, name) for name in names}
    SigningKeySet.objects.update(**{name: moment - time for name, moment in moments.items() if moment})
    for pk in signing_key_refresh.due(datetime.now(UTC)):
        tasks.refresh_signing_keys(str(pk))


def send(after: timedelta = timedelta(0)) -> int:
    """Sends the alerts that are due at that distance from now."""
    return signing_key_alerts.send_due(datetime.now(UTC) + after)


def test_outage_is_alerted_after_six_hours_and_at_hard_stop(down: ScriptedMosaic, alerted: list[str]) -> None:
    sweep_after(timedelta(minutes=5))
    assert (send(), send(5 * HOUR)) == (0, 0)
    assert [send(6 * HOUR), send(6 * HOUR), send(20 * HOUR)] == [1, 0, 0]
    assert [send(24 * HOUR), send(24 * HOUR), send(48 * HOUR)] == [1, 0, 0]
    assert alerted == [f"local: {FAILING}", f"local: {STOPPED}"]
    warning, stopped = mail.outbox
    assert "have failed to refresh since" in warning.subject
    assert "used until" in warning.subject
    assert "503" in stopped.subject
    assert "come back later" in warning.body
    assert set(Alert.objects.values_list("threshold", flat=True)) == {FAILING, STOPPED}


def test_second_outage_is_alerted_again(down: ScriptedMosaic, mosaic: Sandbox, alerted: list[str]) -> None:
    sweep_after(timedelta(minutes=5))
    assert send(7 * HOUR) == 1
    outage, down.answers[KEYS] = down.answers[KEYS], Reply(200, mosaic._ring.published())
    sweep_after(timedelta(minutes=5))
    assert SigningKeySet.objects.get().failing_since is None
    assert send(7 * HOUR) == 0
    down.answers[KEYS] = outage
    sweep_after(timedelta(minutes=5))
    assert send(7 * HOUR) == 1
    assert alerted == [f"local: {FAILING}"] * 2


def test_keys_never_fetched_are_alerted_immediately(scripted: ScriptedMosaic, environment: Environment) -> None:
    scripted.answers[KEYS] = Reply(500, {"error": "server_error"})
    scripted.take_over(environment)
    tasks.refresh_signing_keys(str(environment.pk))
    assert [send(), send()] == [1, 0]
    assert "API requests get 503" in mail.outbox[0].subject


def test_sweep_sends_alerts(down: ScriptedMosaic, monkeypatch: pytest.MonkeyPatch) -> None:
    sweep_after(timedelta(minutes=5))
    SigningKeySet.objects.update(failing_since=datetime.now(UTC) - 7 * HOUR, due_at=datetime.now(UTC) + HOUR)
    tasks.refresh_signing_key_sets()
    tasks.refresh_signing_key_sets()
    assert len(mail.outbox) == 1


def test_alert_is_sent_again_after_mail_failed(
    down: ScriptedMosaic, alerted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep_after(timedelta(minutes=5))
    with monkeypatch.context() as broken:
        broken.setattr(email, "mail_admins", Mock(side_effect=OSError("no mail server")))
        assert send(7 * HOUR) == 0
    assert (alerted, Alert.objects.count()) == ([], 0)
    assert send(7 * HOUR) == 1
