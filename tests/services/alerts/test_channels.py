"""Alert channels: a new one is a module and one line of the registry, and a failing one does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.dispatch import Signal

from mosaic_clients.core.errors import TimedOut
from mosaic_clients.models import Alert, AlertKind
from mosaic_clients.services.alerts.channels import registry
from mosaic_clients.services.alerts.delivery import deliver, deliver_all
from mosaic_clients.services.alerts.draft import AlertDraft
from mosaic_clients.signals import alert_opened
from tests.services.alerts.imaginary_channel import ImaginaryChannel

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def pager(monkeypatch: pytest.MonkeyPatch) -> ImaginaryChannel:
    """Adds the channel to the registry."""
    channel = ImaginaryChannel()
    monkeypatch.setattr(registry, "CHANNELS", {**registry.CHANNELS, "pager": channel})
    return channel


@pytest.fixture
def opened() -> Iterator[list[Alert]]:
    """The alerts for which ``alert_opened`` was sent."""
    received: list[Alert] = []

    def receive(*, alert: Alert, **_: Any) -> None:
        received.append(alert)

    alert_opened.connect(receive)
    yield received
    alert_opened.disconnect(receive)


@pytest.fixture
def mail_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> int:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def _draft(key: str = "one") -> AlertDraft:
    return AlertDraft(
        kind=AlertKind.SIGNING_KEYS,
        key=key,
        threshold="keys failing",
        expires_at=NOW,
        label="The signing keys of environment production",
        title=f"The signing keys {key} cannot be fetched",
        text="They cannot be fetched.\n",
        signal=Signal(),
    )


def _alert_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    lines = [record.getMessage() for record in caplog.records if record.name == "mosaic_clients.alerts"]
    return [line for line in lines if line == "The signing keys one cannot be fetched (keys failing)"]


def test_new_channel_gets_alert_in_addition_to_mail_and_log(
    pager: ImaginaryChannel, caplog: pytest.LogCaptureFixture
) -> None:
    alert = deliver(_draft())
    assert pager.sent == [alert]
    assert (alert.kind, alert.title) == (AlertKind.SIGNING_KEYS, "The signing keys one cannot be fetched")
    assert [message.subject for message in mail.outbox if alert.title in message.subject] != []
    assert len(_alert_lines(caplog)) == 1
    assert deliver(_draft()) is None
    assert pager.sent == [alert]


@pytest.mark.parametrize("failure", [TimedOut("The pager does not answer."), ConnectionResetError("reset")])
def test_failing_channel_does_not_stop_others(
    pager: ImaginaryChannel, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    pager.failure = failure
    alert = deliver(_draft())
    assert alert is not None
    assert alert.title in mail.outbox[0].subject + mail.outbox[-1].subject
    assert "alert channel pager could not send" in caplog.text
    assert Alert.objects.get() == alert


def test_one_channel_that_reaches_people_is_enough(
    pager: ImaginaryChannel, mail_is_down: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert deliver(_draft()) is not None
    assert len(pager.sent) == Alert.objects.count() == 1
    assert len(_alert_lines(caplog)) == 1


def test_undelivered_alert_is_logged_and_sent_again(
    mail_is_down: None, opened: list[Alert], caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable[..., Any], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert deliver(_draft()) is None
        assert (Alert.objects.count(), len(_alert_lines(caplog))) == (0, 1)
    assert opened == []
    monkeypatch.undo()
    assert deliver(_draft()) is not None


def test_interrupted_channel_does_not_repeat_delivered_alert(pager: ImaginaryChannel) -> None:
    pager.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        deliver(_draft())
    assert Alert.objects.count() == 1  # the mail was sent
    assert deliver(_draft()) is None


def test_alert_opened_is_sent_after_commit(
    opened: list[Alert], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert deliver_all([_draft("one"), _draft("two"), _draft("one")]) == 2
        assert opened == []
    assert [alert.deduplication_key for alert in opened] == ["one", "two"]


def test_long_label_is_cut_and_title_is_not() -> None:
    draft = _draft("x" * 90)
    draft = AlertDraft(**{name: getattr(draft, name) for name in draft.__slots__} | {"label": "l" * 999})
    alert = deliver(draft)
    assert alert is not None
    alert.refresh_from_db()
    assert (len(alert.subject_label), alert.title) == (200, draft.title)
