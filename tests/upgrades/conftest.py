"""A database of version 0.1.0, migrated by this version, with the clock at the moment of the dump."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any, TypeAlias

import django
import pytest
import pytest_django
from django.core.management import call_command
from django.utils import timezone

from mosaic_clients.testing import forget_everything
from tests.clock import Clock
from tests.upgrades.databases import DATA, Databases, in_use, made_for_this_suite

VERSION = "0.1.0"

Shell: TypeAlias = Callable[..., str]


@dataclass(frozen=True)
class Template:
    """The names of two databases: the loaded dump, and a migrated copy."""

    databases: Databases
    old: str
    migrated: str


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    """What ``make_dump`` wrote beside the dump."""
    values: dict[str, Any] = json.loads((DATA / f"{VERSION}.json").read_text())
    return values


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[Template]:
    databases = made_for_this_suite(tmp_path_factory)
    old = databases.load(VERSION)
    migrated = databases.copy(old)
    with django_db_blocker.unblock(), in_use(migrated):
        call_command("migrate", verbosity=0)
    yield Template(databases, old, migrated)
    databases.drop(migrated)
    databases.drop(old)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, facts: dict[str, Any]) -> Clock:
    """A clock that starts at the moment of the dump."""
    made = Clock(monkeypatch)
    made.move((datetime.fromisoformat(facts["now"]) - timezone.now()).total_seconds())
    return made


@pytest.fixture
def upgraded(
    template: Template,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    clock: Clock,
    settings: Any,
    facts: dict[str, Any],
) -> Iterator[None]:
    """Make a copy of the migrated database the default database of this test."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": (facts["encryption_key"],)}
    settings.ADMINS = ["olivia@example.test"] if django.VERSION >= (6, 0) else [("Olivia", "olivia@example.test")]
    name = template.databases.copy(template.migrated)
    forget_everything()
    with django_db_blocker.unblock(), in_use(name):
        yield
    forget_everything()
    template.databases.drop(name)


@pytest.fixture
def mosaic_shell(upgraded: None) -> Shell:
    """``mosaic_shell("client", "show", "shop")`` returns the output of ``manage.py mosaic client show shop``."""

    def call(*words: str) -> str:
        out = StringIO()
        call_command("mosaic", *words, stdout=out, stderr=StringIO())
        return out.getvalue()

    return call
