"""Dump the rows of the SQLite database from PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command

# psql commands, settings that older servers lack, and comments. A line of PEM is not a comment.
_NOT_NEEDED = re.compile(r"^(?:\\.*|SET \w+_timeout = .*|--(?: .*)?)\n", re.MULTILINE)


def copied(server: str, folder: Path) -> str:
    """Copy every row into a new, migrated database on that server and return its dump."""
    rows = folder / "rows.json"
    call_command("dumpdata", exclude=["sessions"], output=str(rows), verbosity=0)
    with _database(server) as url:
        environ = {**os.environ, "DATABASE_URL": url, "DJANGO_CONN_MAX_AGE": "0"}
        _manage(environ, "migrate", "--verbosity=0")
        with psycopg.connect(url, autocommit=True) as connection:
            names = [name for (name,) in connection.execute(_TABLES)]
            connection.execute(f"TRUNCATE {', '.join(names)} CASCADE")  # type: ignore[arg-type]
        _manage(environ, "loaddata", str(rows), "--verbosity=0")
        command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", "--no-comments", url]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return _NOT_NEEDED.sub("", text)


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"mosaic_dump_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def _manage(environ: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], check=True, env=environ)
