"""Databases made from a dump, outside of Django's test database, and used as the default one."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections

DATA = Path(__file__).with_name("data")


class Databases(Protocol):
    """Creates databases of one vendor. A name is a value of NAME in DATABASES."""

    def load(self, version: str) -> str:
        """Create a database from the dump of that version; returns its name."""
        ...

    def copy(self, name: str) -> str:
        """Create a database with the same rows; returns its name."""
        ...

    def drop(self, name: str) -> None:
        """Delete it."""
        ...


class SQLite:
    """Database files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0

    def _name(self) -> str:
        self._made += 1
        return str(self._folder / f"upgraded-{self._made}.sqlite3")

    def load(self, version: str) -> str:
        name = self._name()
        connection = sqlite3.connect(name)
        connection.executescript((DATA / f"{version}.sqlite.sql").read_text())
        connection.close()
        return name

    def copy(self, name: str) -> str:
        return str(shutil.copy(name, self._name()))

    def drop(self, name: str) -> None:
        Path(name).unlink()


class PostgreSQL:
    """Databases on the server that the suite runs on."""

    def __init__(self) -> None:
        self._made = 0
        values = connections["default"].settings_dict
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        self._server = {name: values[key] for name, key in names.items() if values[key]}

    def _make(self, options: str = "") -> str:
        self._made += 1
        name = f"mosaic_upgraded_{os.getpid()}_{self._made}"
        self._order(f'CREATE DATABASE "{name}" {options}')
        return name

    def _order(self, command: str) -> None:
        with psycopg.connect(dbname="postgres", autocommit=True, **self._server) as server:
            server.execute(command)  # type: ignore[arg-type]

    def load(self, version: str) -> str:
        name = self._make()
        with psycopg.connect(dbname=name, autocommit=True, **self._server) as connection:
            connection.execute((DATA / f"{version}.postgresql.sql").read_text())  # type: ignore[arg-type]
        return name

    def copy(self, name: str) -> str:
        return self._make(f'TEMPLATE "{name}"')

    def drop(self, name: str) -> None:
        self._order(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def in_use(name: str) -> Iterator[None]:
    """Make it the default database inside the block. Transactions are not rolled back."""
    values: dict[str, Any] = connections["default"].settings_dict
    before = values["NAME"]
    _switch(values, name)
    try:
        yield
    finally:
        _switch(values, before)


def _switch(values: dict[str, Any], name: str) -> None:
    connections.close_all()
    values["NAME"] = name
    ContentType.objects.clear_cache()


def made_for_this_suite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases of the vendor that the suite runs on."""
    if connections["default"].vendor == "postgresql":
        return PostgreSQL()
    return SQLite(tmp_path_factory.mktemp("upgrades"))
