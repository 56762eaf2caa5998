"""pytest fixtures for projects that use this package: a Mosaic of your own, clients in it, bearers from it.

Name them in the ``conftest.py`` at the root of your tests (pytest-django and the extra ``sandbox`` are needed):

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
        """The client of a new ``name``, CA-signed or self-signed; ``columns`` are those of the model."""
        ...


def reset_process_state() -> None:
    """Drop what this process keeps between requests: connections, snapshots of the database, caches, waits."""
    reset_all()


forget_everything = reset_process_state
"""The name of earlier versions."""


@pytest.fixture(scope="session")
def mosaic_sandbox() -> Iterator[Sandbox]:
    """A running local Mosaic for the whole run, with the user ``alice``; its clients are told apart by their ids."""
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
    """Make more clients: ``add_mosaic_client("ledger", ca_signed=True, resource="https://ledger.example")``."""

    def add(name: str = "payments", *, ca_signed: bool = False, **columns: Any) -> MosaicClient:
        ca = ClientCA() if ca_signed else None
        return MosaicClient(add_active_client(mosaic_sandbox, mosaic_environment, name, ca=ca, **columns))

    return add


@pytest.fixture
def mosaic_client(add_mosaic_client: AddMosaicClient) -> MosaicClient:
    """The self-signed client ``payments``, whose tokens are bound, with an active credential.

    ``CALLBACK`` is its redirect URI.
    """
    return add_mosaic_client("payments")


@pytest.fixture
def mosaic_bearer(mosaic_sandbox: Sandbox, mosaic_environment: Environment) -> Callable[..., MintedBearer]:
    """Mint a bearer that your API accepts: ``mosaic_bearer(scopes=["payments:write"], client_id="shop")``.

    Takes ``bound`` and ``expires_in`` (timedelta) too, and any claim by name. See ``MintedBearer`` for how to send it.
    """

    def mint(**options: Any) -> MintedBearer:
        return mint_bearer(mosaic_sandbox, **options)

    return mint


@pytest.fixture
def mosaic_api_client(mosaic_bearer: Callable[..., MintedBearer]) -> Callable[..., APIClient]:
    """Make DRF test clients whose every request carries such a bearer; takes what ``mosaic_bearer`` takes."""

    def make(**options: Any) -> APIClient:
        api_client = APIClient()
        api_client.credentials(**mosaic_bearer(**options).environ)
        return api_client

    return make
