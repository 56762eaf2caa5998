"""pytest fixtures for projects that use this package: a local Mosaic, its clients, and bearers that it signs.

Load them in the ``conftest.py`` at the root of your tests. They require pytest-django and the extra ``sandbox``:

    pytest_plugins = ["mosaic_clients.testing"]

``-p mosaic_clients.testing`` would load them before Django is set up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from rest_framework.test import APIClient

from mosaic_clients.api import MosaicClient
from mosaic_clients.models import Environment
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.process_state import reset_all
from mosaic_clients.testing.bearers import MintedBearer, mint_bearer
from mosaic_clients.testing.first_activation import CALLBACK, add_active_client, add_environment

__all__ = ["CALLBACK", "AddMosaicClient", "MintedBearer", "forget_everything", "reset_process_state"]


class AddMosaicClient(Protocol):
    """Registers, stages, publishes, proves and activates a client."""

    def __call__(self, name: str = ..., *, ca_signed: bool = ..., **columns: Any) -> MosaicClient:
        """Returns a new client with this name, CA-signed or self-signed; ``columns`` are fields of the model."""
        ...


def reset_process_state() -> None:
    """Drop what this process keeps between requests: connections, snapshots of the database, caches, waits."""
    reset_all()


forget_everything = reset_process_state
"""The name of earlier versions."""


@pytest.fixture(scope="session")
def mosaic_sandbox() -> Iterator[Sandbox]:
    """A local Mosaic for the whole test run, with the user ``alice``. Each client has its own client ID."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def mosaic_environment(db: None, mosaic_sandbox: Sandbox) -> Iterator[Environment]:
    """The row ``sandbox``, which trusts ``mosaic_sandbox``. No process state is left for the next test."""
    reset_process_state()
    yield add_environment(mosaic_sandbox)
    mosaic_sandbox.faults.clear()
    reset_process_state()


@pytest.fixture
def add_mosaic_client(mosaic_sandbox: Sandbox, mosaic_environment: Environment) -> AddMosaicClient:
    """Creates more clients: ``add_mosaic_client("ledger", ca_signed=True, resource="https://ledger.example")``."""

    def add(name: str = "payments", *, ca_signed: bool = False, **columns: Any) -> MosaicClient:
        ca = ClientCA() if ca_signed else None
        return MosaicClient(add_active_client(mosaic_sandbox, mosaic_environment, name, ca=ca, **columns))

    return add


@pytest.fixture
def mosaic_client(add_mosaic_client: AddMosaicClient) -> MosaicClient:
    """The self-signed client ``payments`` with an active credential. Its tokens are bound.

    ``CALLBACK`` is its redirect URI.
    """
    return add_mosaic_client("payments")


@pytest.fixture
def mosaic_bearer(mosaic_sandbox: Sandbox, mosaic_environment: Environment) -> Callable[..., MintedBearer]:
    """Mints a bearer that your API accepts: ``mosaic_bearer(scopes=["payments:write"], client_id="shop")``.

    Also takes ``bound``, ``expires_in`` (timedelta), and any claim by name. ``MintedBearer`` shows how to send it.
    """

    def mint(**options: Any) -> MintedBearer:
        return mint_bearer(mosaic_sandbox, **options)

    return mint


@pytest.fixture
def mosaic_api_client(mosaic_bearer: Callable[..., MintedBearer]) -> Callable[..., APIClient]:
    """Creates DRF test clients that send such a bearer with every request. Takes the options of ``mosaic_bearer``."""

    def make(**options: Any) -> APIClient:
        api_client = APIClient()
        api_client.credentials(**mosaic_bearer(**options).environ)
        return api_client

    return make
