"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
import pytest_django
from django.conf import settings
from django.db import transaction

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


@pytest.fixture(scope="module")
def module_rows(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """A transaction around the tests of a module, for rows that they share. Each test is rolled back to its start.

    A fixture that adds rows must unblock the database itself. It is not for tests with ``transaction=True``.
    """
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


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


@pytest.fixture(scope="module")
def _active_of_module(module_rows: None, mosaic: Sandbox, django_db_blocker: pytest_django.DjangoDbBlocker) -> Client:
    with django_db_blocker.unblock():
        client = add_client(mosaic, add_environment(mosaic), "payments")
        activate(mosaic, client)
    reset_all()
    return client


@pytest.fixture
def shared_active(db: None, _active_of_module: Client) -> Client:
    """The client of ``active``, activated once for a module. For tests that change no credential at Mosaic."""
    return Client.objects.get(pk=_active_of_module.pk)
