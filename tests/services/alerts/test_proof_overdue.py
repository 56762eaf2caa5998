"""An overdue proof is alerted once, in addition to the problem on the client's page."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.models import Alert, Client, Credential, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.alerts.proof_overdue import OVERDUE
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.signals import proof_overdue
from tests.mosaic import activate, add_client
from tests.services.conftest import ACTOR


@pytest.fixture
def manual_client(mosaic: Sandbox, environment: Environment) -> Client:
    """A client whose new keys are not registered at Mosaic; its first one is active."""
    client = add_client(mosaic, environment, "by-hand", publication="manual")
    activate(mosaic, client)
    return client


def _sweep_after(client: Client, days: float) -> None:
    """Runs the beat, so many days after the credential was staged; nothing else is due."""
    now = timezone.now()
    client.credentials.staged().update(created_at=now - timedelta(days=days))
    Client.objects.update(rotation_due_at=now + timedelta(days=1))
    tasks.rotate_due_clients()


def test_overdue_proof_is_mailed_logged_and_signaled_once(
    manual_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Credential] = []

    def hear(sender: Any, *, credential: Credential, **kwargs: Any) -> None:
        heard.append(credential)

    proof_overdue.connect(hear)
    rotation_runner.rotate(manual_client, actor=ACTOR)
    staged = manual_client.credentials.staged().get()
    with caplog.at_level(logging.WARNING, "mosaic_clients.alerts"):
        _sweep_after(manual_client, 6.9)
        assert (mail.outbox, heard) == ([], [])
        for days in (7, 8, 30):
            _sweep_after(manual_client, days)
    proof_overdue.disconnect(hear)
    (sent,) = mail.outbox
    assert "has not accepted the new credential of client by-hand" in sent.subject
    assert staged.kid in sent.body
    assert sent.to == ["olivia@example.test"]
    assert heard == [staged]
    assert Alert.objects.get().threshold == OVERDUE
    log_lines = [record.getMessage() for record in caplog.records if record.name == "mosaic_clients.alerts"]
    assert [OVERDUE in line for line in log_lines] == [True]


def test_each_rotation_is_alerted_separately(manual_client: Client) -> None:
    for sent in (1, 2):
        rotation_runner.rotate(manual_client, actor=ACTOR)
        _sweep_after(manual_client, 8)
        assert len(mail.outbox) == sent
        manual_client.credentials.staged().update(status="RETIRED")


def test_credential_staged_without_rotation_is_not_alerted(manual_client: Client) -> None:
    staging.stage(manual_client, actor=ACTOR)
    _sweep_after(manual_client, 30)
    assert mail.outbox == []
