"""Expiry alerts are sent in time and once, whatever other processes do and whichever server is down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import django
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Alert, CertificateAuthority, Client, Credential, Environment
from mosaic_clients.services.alerts import certificate_expiry
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.issuing import authorities
from mosaic_clients.signals import certificate_expiring
from tests import pki
from tests.services.conftest import ACTOR

NOW = timezone.now().replace(microsecond=0)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _admins(settings: Any) -> None:
    # Django 5.2 asks for pairs, 6.0 for addresses.
    settings.ADMINS = ["olivia@example.test"] if django.VERSION >= (6, 0) else [("Olivia", "olivia@example.test")]


@pytest.fixture
def lone(db: None) -> Environment:
    """An environment without a trusted CA, so that no certificate of its own can expire."""
    return Environment.objects.create(name="far", base_url="https://api.example.test/cis")


def _client(lone: Environment, name: str = "payments", **values: Any) -> Client:
    defaults = {"client_id": name, "auth_method": AuthMethod.SELF_SIGNED.value, "key_algorithm": "EC-P256"}
    return client_registry.add(name, lone, actor=ACTOR, **{**defaults, **values})


def _holding(
    client: Client,
    *,
    starts: datetime = NOW - DAY,
    ends: datetime,
    status: str = "ACTIVE",
    chain: str = "",
    **knobs: Any,
) -> Credential:
    """A credential with these dates, stored as a rotation would have left it."""
    pair = pki.issue(starts=starts, ends=ends, **knobs)
    credential = Credential(client=client, kid=pair.x5t_s256, status=status, created_at=starts)
    credential.take(read_facts(pair.certificate), pair.pem + chain)
    credential.save(force_insert=True)
    return credential


def _thresholds() -> list[str]:
    return list(Alert.objects.order_by("pk").values_list("threshold", flat=True))


def _alerts_mailed() -> list[str]:
    return [message.subject for message in mail.outbox if "Mosaic clients: " in message.subject]


def test_each_threshold_is_alerted_once_and_expiry_again(lone: Environment) -> None:
    ends = NOW + 90 * DAY
    _holding(_client(lone), ends=ends)
    sent = []
    for hours in range(24 * 55, 24 * 92, 12):
        now = NOW + hours * HOUR
        if certificate_expiry.send_due(now):
            sent.append(((ends - now) / DAY, _thresholds()[-1]))
        assert certificate_expiry.send_due(now) == 0
    assert sent == [(30, "30 d"), (14, "14 d"), (7, "7 d"), (3, "3 d"), (1, "1 d"), (0, "expired")]
    assert len(mail.outbox) == 6
    assert mail.outbox[0].to == ["olivia@example.test"]
    assert f"expires on {ends:%Y-%m-%d %H:%M} UTC" in mail.outbox[0].body
    assert "has expired" in mail.outbox[-1].subject


@pytest.mark.parametrize("life", [HOUR, 8 * HOUR, 7 * DAY, 29 * DAY])
def test_short_validity_is_alerted_in_its_last_tenth(life: timedelta, lone: Environment) -> None:
    _holding(_client(lone), starts=NOW, ends=NOW + life)
    assert certificate_expiry.send_due(NOW + life * 0.89) == 0
    assert certificate_expiry.send_due(NOW + life * 0.91) == 1
    assert certificate_expiry.send_due(NOW + life * 0.99) == 0
    assert certificate_expiry.send_due(NOW + life) == 1
    assert _thresholds() == ["10 %", "expired"]


def test_certificate_valid_for_45_days_is_not_alerted_from_the_start(lone: Environment) -> None:
    _holding(_client(lone), starts=NOW, ends=NOW + 45 * DAY)
    assert certificate_expiry.send_due(NOW + 16 * DAY) == 0  # 29 days left, two thirds of its validity
    assert certificate_expiry.send_due(NOW + 31 * DAY) == 1


def test_only_last_threshold_is_alerted_after_long_pause(lone: Environment) -> None:
    _holding(_client(lone), ends=NOW + 90 * DAY)
    assert certificate_expiry.send_due(NOW + 88 * DAY) == 1
    assert _thresholds() == ["3 d"]
    assert certificate_expiry.send_due(NOW + 400 * DAY) == 1
    assert _thresholds() == ["3 d", "expired"]


def test_alert_days_setting_is_used(lone: Environment, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALERT_DAYS": (10, 0.5)}
    _holding(_client(lone), ends=NOW + 90 * DAY)
    assert [certificate_expiry.send_due(NOW + days * DAY) for days in (79, 80, 89, 89.5)] == [0, 1, 0, 1]
    assert _thresholds() == ["10 d", "0.5 d"]


def test_new_certificate_is_alerted_again(lone: Environment) -> None:
    client = _client(lone)
    old = _holding(client, ends=NOW + 2 * DAY, starts=NOW - 60 * DAY)
    assert certificate_expiry.send_due(NOW) == 1
    Credential.objects.filter(pk=old.pk).update(status=CredentialStatus.RETIRED.value)
    _holding(client, ends=NOW + 62 * DAY)
    assert certificate_expiry.send_due(NOW) == 0
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 1


@pytest.mark.parametrize("status", ["RETIRING", "RETIRED", "REVOKED"])
def test_retiring_and_retired_credentials_are_not_alerted(status: str, lone: Environment) -> None:
    """A retiring certificate has its successor; one that is valid for hours would be alerted at every rotation."""
    _holding(_client(lone), starts=NOW, ends=NOW + 2 * HOUR, status=status)
    assert certificate_expiry.send_due(NOW + 119 * timedelta(minutes=1)) == 0


def test_two_concurrent_workers_send_one_mail(lone: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other worker's row exists although this one did not see it: the unique constraint decides."""
    _holding(_client(lone), ends=NOW + 90 * DAY)
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
        _holding(_client(lone, name), ends=NOW + 90 * DAY)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 2
    assert len(heard) == len(_alerts_mailed()) == 2  # Django mails the error as well
    assert {threshold for _, threshold in heard} == {"30 d"}
    lines = [record.getMessage() for record in caplog.records if record.name == "mosaic_clients.alerts"]
    assert len(lines) == 2
    assert all("expires on" in line and "30 d" in line for line in lines)


def test_alert_is_sent_again_after_mail_server_was_down(
    lone: Environment, heard: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _holding(_client(lone), ends=NOW + 90 * DAY)

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
    _holding(_client(lone), ends=NOW + 90 * DAY)
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
    _holding(_client(lone), ends=NOW + 90 * DAY)

    def cut_off(*_: Any) -> int:
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", cut_off)
        with pytest.raises(SoftTimeLimitExceeded):
            certificate_expiry.send_due(NOW + 60 * DAY)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 1


def test_subject_with_line_break_does_not_stop_other_alerts(lone: Environment) -> None:
    _holding(_client(lone, "a-odd"), ends=NOW + 90 * DAY, subject="CN=x\nBcc: everybody@example.test")
    _holding(_client(lone, "b-good"), ends=NOW + 90 * DAY)
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 2
    assert all("\n" not in message.subject for message in mail.outbox)


def test_chain_issuers_are_alerted_with_their_client(lone: Environment) -> None:
    root = pki.authority("CN=Root", starts=NOW - DAY, ends=NOW + 900 * DAY)
    middle = pki.authority("CN=Middle", by=root, starts=NOW - DAY, ends=NOW + 40 * DAY)
    client = _client(lone, "ledger", auth_method=AuthMethod.CA_SIGNED.value)
    _holding(client, ends=NOW + 300 * DAY, by=middle, chain=middle.pem + root.pem)
    # the retiring one has the same issuers: still one alert
    _holding(client, ends=NOW + 200 * DAY, by=middle, chain=middle.pem + root.pem, status="RETIRING")
    assert certificate_expiry.send_due(NOW + 33 * DAY) == 1
    assert "An issuer in the chain of client ledger (CN=Middle)" in mail.outbox[0].subject


def test_two_clients_of_one_authority_are_both_alerted(lone: Environment) -> None:
    """Even where their names have a common prefix that is longer than the column."""
    root = pki.authority("CN=Root", starts=NOW - DAY, ends=NOW + 40 * DAY)
    for name in ("x" * 62 + "-a", "x" * 62 + "-b"):
        client = _client(lone, name, auth_method=AuthMethod.CA_SIGNED.value)
        _holding(client, ends=NOW + 300 * DAY, by=root, chain=root.pem)
    assert certificate_expiry.send_due(NOW + 33 * DAY) == 2


def test_own_and_trusted_authorities_are_alerted(lone: Environment) -> None:
    authorities.add_authority("issuing", subject_dn="CN=Issuing", lifetime=100 * DAY, leaf_lifetime=DAY, actor=ACTOR)
    lone.trusted_ca = pki.authority("CN=Server Root", starts=NOW - DAY, ends=NOW + 50 * DAY).pem
    lone.save()
    assert certificate_expiry.send_due(NOW + 47 * DAY) == 1
    assert "The trusted CA of environment far (CN=Server Root)" in mail.outbox[0].subject
    assert CertificateAuthority.objects.get().not_after > NOW + 99 * DAY
    assert certificate_expiry.send_due(NOW + 98 * DAY) == 2  # "3 d", and the trusted one has expired
    assert any("Certificate authority issuing (CN=Issuing)" in message.subject for message in mail.outbox[1:])


def test_staged_certificate_is_alerted_and_csr_is_not(lone: Environment) -> None:
    staging.stage(_client(lone, "ledger", auth_method=AuthMethod.CA_SIGNED.value), actor=ACTOR)
    staging.stage(_client(lone), actor=ACTOR)
    assert [ending.what.split(" (")[0] for ending in certificate_expiry.endings()] == [
        "The STAGED certificate of client payments"
    ]


def test_beat_sends_alerts(lone: Environment) -> None:
    _holding(_client(lone), ends=timezone.now() + 2 * DAY, starts=timezone.now() - 60 * DAY)
    tasks.send_due_alerts()
    tasks.send_due_alerts()
    assert len(mail.outbox) == 1
