"""A client with a user login, a client whose approvals are polled, and a clock."""

from __future__ import annotations

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.clock import Clock
from tests.mosaic import TOKEN, Reply, ScriptedMosaic
from tests.services.user_login.logging_in import allow_logins
from tests.services.user_login.polling import DEVICE, PENDING, STARTED


@pytest.fixture
def shop(mosaic: Sandbox, active: Client) -> MosaicClient:
    return allow_logins(mosaic, active)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def client(active: Client, scripted: ScriptedMosaic) -> Client:
    """A client whose Mosaic is scripted; its tokens are opaque."""
    active.bound = False
    active.save()
    scripted.take_over(active.environment)
    scripted.answers[DEVICE] = Reply(200, STARTED)
    scripted.answers[TOKEN] = PENDING
    return active
