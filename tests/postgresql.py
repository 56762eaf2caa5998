"""Runs tests again on PostgreSQL, whose locks and isolation differ from SQLite's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

SERVER = os.environ.get("MOSAIC_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432")
ROOT = Path(__file__).resolve().parents[1]


def run_again(name: str, tests: Sequence[str | Path], var_dir: Path) -> None:
    """Runs these files or tests in a separate process on PostgreSQL. None may fail or be skipped."""
    assert all(Path(str(each).partition("::")[0]).exists() for each in tests)
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return  # this test run uses PostgreSQL already
    if not _is_there():
        pytest.skip(f"no PostgreSQL at {SERVER} (apt install postgresql and start it, or set MOSAIC_TEST_POSTGRESQL)")
    # Django puts "test_" before the name; the process id keeps suites that run side by side apart.
    environ = {
        **os.environ,
        "DATABASE_URL": f"{SERVER}/mosaic_{name}_{os.getpid()}",
        "DJANGO_VAR_DIR": str(var_dir),
        "DJANGO_CONN_MAX_AGE": "0",
    }
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", *map(str, tests)],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6000:]
    assert "passed" in run.stdout
    assert "skipped" not in run.stdout


@contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """Yields the environment variables for an empty database; none without PostgreSQL, so that SQLite is used."""
    if not _is_there():
        yield {}
        return
    owned = f"mosaic_{name}_{os.getpid()}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{owned}"')
        try:
            yield {"DATABASE_URL": f"{SERVER}/{owned}"}
        finally:
            server.execute(f'DROP DATABASE "{owned}" WITH (FORCE)')


def _is_there() -> bool:
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
