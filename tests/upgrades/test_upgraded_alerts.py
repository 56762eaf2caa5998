"""What 0.1.0 told people is not told a second time; what comes after is told once, to hooks of 0.1.0 as well."""

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
def heard() -> Any:
    """The signals that hooks at the old import paths get."""
    got: list[tuple[str, dict[str, Any]]] = []
    hooks: list[tuple[Any, Any]] = []
    for name, path in OLD_SIGNALS.items():

        def hook(sender: Any, name: str = name, **values: Any) -> None:
            got.append((name, values))

        signal = import_string(path)
        signal.connect(hook, weak=False)
        hooks.append((signal, hook))
    yield got
    for signal, hook in hooks:
        signal.disconnect(hook)


def _alerts() -> Any:
    return apps.get_model("mosaic_clients", "Alert").objects


def look() -> None:
    """Every sweep that tells people something."""
    tasks.send_due_alerts()
    tasks.rotate_due_clients()
    tasks.refresh_signing_key_sets()


def test_nothing_is_told_a_second_time(heard: list[Any]) -> None:
    before = _alerts().count()
    assert before >= 30
    look()
    assert (mail.outbox, heard, _alerts().count()) == ([], [], before)


def test_what_would_be_told_if_nothing_had_been() -> None:
    """So the test above would fail where the stored alerts were not understood."""
    _alerts().all().delete()
    look()
    subjects = "\n".join(message.subject for message in mail.outbox)
    for part in ("client shop", "client expired", "client pulse", "client kiosk", "authority ending", "client reports",
                 "environment fresh", "environment dark", "environment far"):  # fmt: skip
        assert part in subjects


def test_what_ends_after_the_upgrade_is_told_once(clock: Clock, heard: list[Any]) -> None:
    before = _alerts().count()
    clock.move(timedelta(hours=13).total_seconds())
    for _ in range(2):
        tasks.send_due_alerts()
    subjects = sorted(message.subject for message in mail.outbox)
    assert len(subjects) == 6, subjects
    assert sum("expired" in subject for subject in subjects) == 2  # shop and pulse
    assert sum("kiosk" in subject for subject in subjects) == 2  # its certificate, and its issuer's
    assert _alerts().count() == before + 6
    assert [name for name, _ in heard] == ["expiring"] * 6
    assert {values["threshold"] for _, values in heard} == {"expired", "1 d"}
    assert all(values["ending"].not_after for _, values in heard)


def test_the_alert_about_a_removed_client_stays() -> None:
    """The certificate of ``gone`` ended a month before the others, and its client was removed."""
    assert not apps.get_model("mosaic_clients", "Client").objects.filter(name="gone").exists()
    gone = _alerts().get(sent_at__date=date(2026, 10, 29))
    assert gone.expires_at.date() == date(2026, 10, 29)
    assert "2026-10-29" in str(gone)
