"""Expiry alerts are sent once, whatever other processes do and whichever server is down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection

from mosaic_clients.models import Alert, Environment
from mosaic_clients.services.alerts import certificate_expiry
from mosaic_clients.signals import certificate_expiring
from tests.services.alerts.expiring import DAY, NOW, add_client, add_credential


def _alerts_mailed() -> list[str]:
    return [message.subject for message in mail.outbox if "Mosaic clients: " in message.subject]


def test_two_concurrent_workers_send_one_mail(lone: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other worker's row exists although this one did not see it: the unique constraint decides."""
    add_credential(add_client(lone), ends=NOW + 90 * DAY)
    (ending,) = certificate_expiry.endings()
    Alert.objects.create(deduplication_key=ending.subject, threshold="30 d", expires_at=ending.not_after)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 0
    assert (mail.outbox, Alert.objects.count()) == ([], 1)

    def lost_race(**values: Any) -> Alert:
        raise IntegrityError("UNIQUE constraint failed")

    with monkeypatch.context() as racing:
        racing.setattr(Alert.objects, "create", lost_race)
        assert certificate_expiry.send_due(NOW + 77 * DAY) == 0
    assert mail.outbox == []
    assert certificate_expiry.send_due(NOW + 77 * DAY) == 1


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str]]]:
    """What a user's signal receiver gets, after another receiver that fails."""
    signals: list[tuple[str, str]] = []

    def breaks(**_: Any) -> None:
        raise RuntimeError("the pager is on fire")

    def listens(*, ending: certificate_expiry.Ending, threshold: str, **_: Any) -> None:
        signals.append((ending.what, threshold))

    certificate_expiring.connect(breaks)
    certificate_expiring.connect(listens)
    yield signals
    certificate_expiring.disconnect(breaks)
    certificate_expiring.disconnect(listens)


def test_receivers_get_signal_although_one_fails(
    lone: Environment, heard: list[tuple[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("payments", "ledger"):
        add_credential(add_client(lone, name), ends=NOW + 90 * DAY)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 2
    assert len(heard) == len(_alerts_mailed()) == 2  # Django mails the error as well
    assert {threshold for _, threshold in heard} == {"30 d"}
    lines = [record.getMessage() for record in caplog.records if record.name == "mosaic_clients.alerts"]
    assert len(lines) == 2
    assert all("expires on" in line and "30 d" in line for line in lines)


def test_alert_is_sent_again_after_mail_server_was_down(
    lone: Environment, heard: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_credential(add_client(lone), ends=NOW + 90 * DAY)

    def down(*_: Any) -> int:
        raise ConnectionRefusedError(111, "Connection refused")

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", down)
        assert certificate_expiry.send_due(NOW + 60 * DAY) == 0
        assert (Alert.objects.count(), heard) == (0, [])
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 1
    assert (len(_alerts_mailed()), len(heard)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_hanging_mail_server_does_not_lock_database(lone: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    add_credential(add_client(lone), ends=NOW + 90 * DAY)
    written: list[str] = []

    def hangs(*_: Any) -> int:
        def write() -> None:
            written.append(Environment.objects.create(name="near", base_url="https://api.example.test/cis").name)
            connection.close()

        other = threading.Thread(target=write, daemon=True)
        other.start()
        other.join(3)
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", hangs)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 1
    assert written == ["near"]


def test_interrupted_alert_is_sent_again(lone: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    add_credential(add_client(lone), ends=NOW + 90 * DAY)

    def cut_off(*_: Any) -> int:
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", cut_off)
        with pytest.raises(SoftTimeLimitExceeded):
            certificate_expiry.send_due(NOW + 60 * DAY)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 1


def test_subject_with_line_break_does_not_stop_other_alerts(lone: Environment) -> None:
    add_credential(add_client(lone, "a-odd"), ends=NOW + 90 * DAY, subject="CN=x\nBcc: everybody@example.test")
    add_credential(add_client(lone, "b-good"), ends=NOW + 90 * DAY)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 2
    assert all("\n" not in message.subject for message in mail.outbox)
