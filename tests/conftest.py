"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.process_state import reset_all
from tests.mosaic import ScriptedMosaic, activate, add_client, add_environment

pytest_plugins = ["mosaic_clients.testing"]  # as a user's suite names it; tests/testing tests it


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
    """Where everything is installed (MOSAIC_TESTS_NO_SKIP), a test that skips has failed."""
    if os.environ.get("MOSAIC_TESTS_NO_SKIP") and call.excinfo and call.excinfo.errisinstance(pytest.skip.Exception):
        reason = str(call.excinfo.value)
        call.excinfo = pytest.ExceptionInfo.from_exception(AssertionError(f"must not skip here: {reason}"))


LONGEST_FIRST = (
    "flows/test_rotation_killed.py",
    "flows/test_key_flood.py",
    "services/rotation/test_automaton.py",
    "services/rotation/test_year.py",
    "interop",
    "flows",
    "edge",
    "browser",
    "services/test_postgresql.py",
    "api/test_fault_table.py",
    "shell/test_processes.py",
    "admin/test_secrets.py",
)
"""Where tests run several at a time, the longest begin first, or the last one would keep everybody waiting."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put them in that order; alone, in one process, it does no harm.

    Coverage is measured on the others, which look at one thing each: a line that only a long story walks over is not
    tested, and measuring costs a third of the time.
    """
    root = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(root).as_posix()
        return next((at for at, first in enumerate(LONGEST_FIRST) if path.startswith(first)), len(LONGEST_FIRST))

    items.sort(key=place)
    for item in items:
        if place(item) < len(LONGEST_FIRST):
            item.add_marker("no_cover")


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
