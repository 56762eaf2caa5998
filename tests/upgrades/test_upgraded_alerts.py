"""Alerts that 0.1.0 sent are not sent again; later ones are sent once, to receivers at the old signal paths too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.utils.module_loading import import_string

from mosaic_clients import tasks
from tests.clock import Clock

pytestmark = pytest.mark.usefixtures("upgraded")

OLD_SIGNALS = {
    "expiring": "mosaic_clients.services.alerts.expiring",
    "proof_overdue": "mosaic_clients.services.rotation_alerts.proof_overdue",
    "signing_keys_failing": "mosaic_clients.services.signing_key_alerts.signing_keys_failing",
}


@pytest.fixture
def received() -> Any:
    """Signals that receivers get which were connected by the old import paths."""
    signals: list[tuple[str, dict[str, Any]]] = []
    connected: list[tuple[Any, Any]] = []
    for name, path in OLD_SIGNALS.items():

        def receiver(sender: Any, name: str = name, **values: Any) -> None:
            signals.append((name, values))

        with pytest.warns(DeprecationWarning, match="mosaic_clients.signals"):
            signal = import_string(path)
        signal.connect(receiver, weak=False)
        connected.append((signal, receiver))
    yield signals
    for signal, receiver in connected:
        signal.disconnect(receiver)


def _alerts() -> Any:
    return apps.get_model("mosaic_clients", "Alert").objects


def run_alert_tasks() -> None:
    """Run every sweep that sends alerts."""
    tasks.send_due_alerts()
    tasks.rotate_due_clients()
    tasks.refresh_signing_key_sets()


def test_sent_alerts_are_not_sent_again(received: list[Any]) -> None:
    before = _alerts().count()
    assert before >= 30
    run_alert_tasks()
    assert (mail.outbox, received, _alerts().count()) == ([], [], before)


def test_alerts_are_sent_again_without_the_stored_rows() -> None:
    """The test above fails where this version does not recognize the stored alerts."""
    _alerts().all().delete()
    run_alert_tasks()
    subjects = "\n".join(message.subject for message in mail.outbox)
    for part in ("client shop", "client expired", "client pulse", "client kiosk", "authority ending", "client reports",
                 "environment fresh", "environment dark", "environment far"):  # fmt: skip
        assert part in subjects


def test_expiry_after_the_upgrade_is_alerted_once(clock: Clock, received: list[Any]) -> None:
    before = _alerts().count()
    clock.move(timedelta(hours=13).total_seconds())
    for _ in range(2):
        tasks.send_due_alerts()
    subjects = sorted(message.subject for message in mail.outbox)
    assert len(subjects) == 6, subjects
    assert sum("expired" in subject for subject in subjects) == 2  # shop and pulse
    assert sum("kiosk" in subject for subject in subjects) == 2  # its certificate and its issuer
    assert _alerts().count() == before + 6
    assert [name for name, _ in received] == ["expiring"] * 6
    assert {values["threshold"] for _, values in received} == {"expired", "1 d"}
    assert all(values["ending"].not_after for _, values in received)


def test_alert_of_a_removed_client_stays() -> None:
    """The certificate of ``gone`` expired a month before the others."""
    assert not apps.get_model("mosaic_clients", "Client").objects.filter(name="gone").exists()
    gone = _alerts().get(sent_at__date=date(2026, 10, 29))
    assert gone.expires_at.date() == date(2026, 10, 29)
    assert "2026-10-29" in str(gone)
