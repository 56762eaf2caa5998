"""Which certificates are alerted, and when: at each threshold before they expire, and when they have expired."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Alert, CertificateAuthority, Credential, Environment
from mosaic_clients.services.alerts import certificate_expiry
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.issuing import authorities
from tests import pki
from tests.services.alerts.expiring import DAY, HOUR, NOW, add_client, add_credential
from tests.services.conftest import ACTOR


def _thresholds() -> list[str]:
    return list(Alert.objects.order_by("pk").values_list("threshold", flat=True))


def test_each_threshold_is_alerted_once_and_expiry_again(lone: Environment) -> None:
    ends = NOW + 90 * DAY
    add_credential(add_client(lone), ends=ends)
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
    add_credential(add_client(lone), starts=NOW, ends=NOW + life)
    assert certificate_expiry.send_due(NOW + life * 0.89) == 0
    assert certificate_expiry.send_due(NOW + life * 0.91) == 1
    assert certificate_expiry.send_due(NOW + life * 0.99) == 0
    assert certificate_expiry.send_due(NOW + life) == 1
    assert _thresholds() == ["10 %", "expired"]


def test_certificate_valid_for_45_days_is_not_alerted_from_the_start(lone: Environment) -> None:
    add_credential(add_client(lone), starts=NOW, ends=NOW + 45 * DAY)
    assert certificate_expiry.send_due(NOW + 16 * DAY) == 0  # 29 days left, two thirds of its validity
    assert certificate_expiry.send_due(NOW + 31 * DAY) == 1


def test_only_last_threshold_is_alerted_after_long_pause(lone: Environment) -> None:
    add_credential(add_client(lone), ends=NOW + 90 * DAY)
    assert certificate_expiry.send_due(NOW + 88 * DAY) == 1
    assert _thresholds() == ["3 d"]
    assert certificate_expiry.send_due(NOW + 400 * DAY) == 1
    assert _thresholds() == ["3 d", "expired"]


def test_alert_days_setting_is_used(lone: Environment, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALERT_DAYS": (10, 0.5)}
    add_credential(add_client(lone), ends=NOW + 90 * DAY)
    assert [certificate_expiry.send_due(NOW + days * DAY) for days in (79, 80, 89, 89.5)] == [0, 1, 0, 1]
    assert _thresholds() == ["10 d", "0.5 d"]


def test_new_certificate_is_alerted_again(lone: Environment) -> None:
    client = add_client(lone)
    old = add_credential(client, ends=NOW + 2 * DAY, starts=NOW - 60 * DAY)
    assert certificate_expiry.send_due(NOW) == 1
    Credential.objects.filter(pk=old.pk).update(status=CredentialStatus.RETIRED.value)
    add_credential(client, ends=NOW + 62 * DAY)
    assert certificate_expiry.send_due(NOW) == 0
    assert certificate_expiry.send_due(NOW + 60 * DAY) == 1


@pytest.mark.parametrize("status", ["RETIRING", "RETIRED", "REVOKED"])
def test_retiring_and_retired_credentials_are_not_alerted(status: str, lone: Environment) -> None:
    """A retiring certificate has its successor; one that is valid for hours would be alerted at every rotation."""
    add_credential(add_client(lone), starts=NOW, ends=NOW + 2 * HOUR, status=status)
    assert certificate_expiry.send_due(NOW + 119 * timedelta(minutes=1)) == 0


def test_chain_issuers_are_alerted_with_their_client(lone: Environment) -> None:
    root = pki.authority("CN=Root", starts=NOW - DAY, ends=NOW + 900 * DAY)
    middle = pki.authority("CN=Middle", by=root, starts=NOW - DAY, ends=NOW + 40 * DAY)
    client = add_client(lone, "ledger", auth_method=AuthMethod.CA_SIGNED.value)
    add_credential(client, ends=NOW + 300 * DAY, by=middle, chain=middle.pem + root.pem)
    # the retiring one has the same issuers: still one alert
    add_credential(client, ends=NOW + 200 * DAY, by=middle, chain=middle.pem + root.pem, status="RETIRING")
    assert certificate_expiry.send_due(NOW + 33 * DAY) == 1
    assert "An issuer in the chain of client ledger (CN=Middle)" in mail.outbox[0].subject


def test_two_clients_of_one_authority_are_both_alerted(lone: Environment) -> None:
    """Even where their names have a common prefix that is longer than the column."""
    root = pki.authority("CN=Root", starts=NOW - DAY, ends=NOW + 40 * DAY)
    for name in ("x" * 62 + "-a", "x" * 62 + "-b"):
        client = add_client(lone, name, auth_method=AuthMethod.CA_SIGNED.value)
        add_credential(client, ends=NOW + 300 * DAY, by=root, chain=root.pem)
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
    staging.stage(add_client(lone, "ledger", auth_method=AuthMethod.CA_SIGNED.value), actor=ACTOR)
    staging.stage(add_client(lone), actor=ACTOR)
    assert [ending.what.split(" (")[0] for ending in certificate_expiry.endings()] == [
        "The STAGED certificate of client payments"
    ]


def test_beat_sends_alerts(lone: Environment) -> None:
    add_credential(add_client(lone), ends=timezone.now() + 2 * DAY, starts=timezone.now() - 60 * DAY)
    tasks.send_due_alerts()
    tasks.send_due_alerts()
    assert len(mail.outbox) == 1
