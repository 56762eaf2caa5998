"""The status of a client: its next step, days and tokens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mosaic_clients.models import Client
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients.status import statuses
from mosaic_clients.services.credentials import activation, staging
from tests.mosaic import ACTOR, publish

pytestmark = pytest.mark.django_db


def test_next_step_follows_rotation(mosaic: Sandbox, ledger: Client) -> None:
    def step() -> str:
        (status,) = statuses(datetime.now(UTC), only=ledger)
        return str(status.next_step)

    assert step() == "stage a credential"
    waiting = staging.stage(ledger, actor=ACTOR)
    assert step() == "have the CSR signed and attach the chain"
    staging.attach(ledger, ClientCA().issue(waiting.csr), actor=ACTOR)
    assert step() == "publish to Mosaic, then prove"
    publish(mosaic, ledger)
    assert step() == "prove"
    ledger.credentials.update(proven_at=datetime.now(UTC))
    assert step() == "activate"
    activation.activate(ledger, actor=ACTOR)
    assert step() == ""
    ledger.problem = "Mosaic refuses (HTTP 401)."
    ledger.save()
    assert step() == "check the connection"
    ledger.credentials.update(not_after=datetime.now(UTC))
    assert "expired" in step()


def test_status_counts_days_and_alive_tokens(mosaic: Sandbox, active: Client, ledger: Client) -> None:
    token_refresh.current(active)
    by_name = {status.client.name: status for status in statuses(datetime.now(UTC))}
    assert by_name["payments"].tokens_alive == 1
    assert by_name["payments"].days_left == 89
    assert (by_name["ledger"].days_left, by_name["ledger"].active) == (None, None)
    later = datetime.now(UTC) + timedelta(days=100)
    (status,) = statuses(later, only=active)
    assert (status.days_left, status.tokens_alive) == (-11, 0)
