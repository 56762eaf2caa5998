"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.process_state import reset_all
from tests.mosaic import ScriptedMosaic, activate, add_client, add_environment

pytest_plugins = ["mosaic_clients.testing", "tests.running", "tests.flush"]  # the first as a user's suite names it

# The suite starts some two hundred processes. Where this is set, each of them would compile the project again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(autouse=True)
def _no_process_state() -> Iterator[None]:
    """Connections, snapshots and caches of a test do not stay for the next one."""
    yield
    reset_all()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as in life: one in memory has other locks, and threads cannot share it."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def mosaic() -> Iterator[Sandbox]:
    """A running sandbox; every test brings clients of its own."""
    with Sandbox() as running:
        yield running


@pytest.fixture
def scripted(mosaic: Sandbox) -> Iterator[ScriptedMosaic]:
    """A Mosaic that answers as the test says."""
    server = ScriptedMosaic(mosaic)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def environment(db: None, mosaic: Sandbox) -> Environment:
    return add_environment(mosaic)


@pytest.fixture
def payments(mosaic: Sandbox, environment: Environment) -> Client:
    """A self-signed client, known to Mosaic, without a key."""
    return add_client(mosaic, environment, "payments")


@pytest.fixture
def ledger(mosaic: Sandbox, environment: Environment) -> Client:
    """A CA-signed client, known to Mosaic, without a key."""
    return add_client(mosaic, environment, "ledger", AuthMethod.CA_SIGNED)


@pytest.fixture
def active(mosaic: Sandbox, payments: Client) -> Client:
    """A self-signed client whose credential is active; its first token is due."""
    activate(mosaic, payments)
    return payments
