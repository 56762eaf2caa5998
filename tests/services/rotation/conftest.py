"""A client whose keys are registered at Mosaic manually."""

from __future__ import annotations

import pytest

from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import activate, add_client


@pytest.fixture
def manual_client(mosaic: Sandbox, environment: Environment) -> Client:
    """A self-signed client whose keys an operator registers in the portal; its first one is active."""
    client = add_client(mosaic, environment, "by-hand", publication="manual")
    activate(mosaic, client)
    return client
