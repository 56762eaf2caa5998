"""One activated client for each file, and a second client without a key."""

from __future__ import annotations

import pytest

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import add_client


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


@pytest.fixture
def payments(mosaic: Sandbox, active: Client) -> Client:
    """A second client, without a key."""
    return add_client(mosaic, active.environment, "second")
