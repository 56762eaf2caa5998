"""Every name of 0.1.0 that people or stored data depend on is still there; new ones may be added.

The lists are what ``tests.upgrades.names`` printed at 0.1.0, and below, what no introspection finds. They are written
down: a name leaves them in a release that says so in the changelog, and never because the code has changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from importlib import import_module
from typing import Any

import pytest
from django.core.checks import run_checks
from django.dispatch import Signal
from django.utils.module_loading import import_string

from tests.upgrades import names, source
from tests.upgrades.databases import DATA
from tests.upgrades.names import REQUIRED

OLD: dict[str, dict[str, list[str]]] = json.loads((DATA / "0.1.0.names.json").read_text())

SIGNALS = (
    "mosaic_clients.services.alerts.expiring",
    "mosaic_clients.services.rotation_alerts.proof_overdue",
    "mosaic_clients.services.signing_key_alerts.signing_keys_failing",
)
PATHS = (
    "mosaic_clients.core.errors.MosaicError",
    "mosaic_clients.fields.SealedTextField",
    "mosaic_clients.login.pending.PendingLogins",
    "mosaic_clients.login.urls.urlpatterns",
    "mosaic_clients.models.environment.default_algorithms",  # these three are in the first migration
    "mosaic_clients.models.environment.default_audiences",
    "mosaic_clients.models.environment.default_token_types",
    "mosaic_clients.rest.urls.urlpatterns",
    *(f"mosaic_clients.models.{name}" for name in ("AccessToken", "Alert", "CertificateAuthority", "Client")),
    *(f"mosaic_clients.models.{name}" for name in ("Credential", "Environment", "Event", "PendingGrant")),
    *(f"mosaic_clients.models.{name}" for name in ("RevokedBearer", "SigningKeySet")),
)
FIXTURES = (
    "add_mosaic_client",
    "mosaic_api_client",
    "mosaic_bearer",
    "mosaic_client",
    "mosaic_environment",
    "mosaic_sandbox",
)
COMPARED = ("models", "constraints", "permissions", "migrations", "urls", "errors", "loggers",
            "settings")  # fmt: skip
CALLED = ("commands", "exports", "tasks")


@pytest.fixture(scope="module")
def now() -> dict[str, dict[str, list[str]]]:
    return names.current()


def missing(old: Mapping[str, Iterable[str]], new: Mapping[str, Iterable[str]]) -> list[str]:
    """What an old list names and the new one of the same owner does not."""
    return [f"{owner}: {name}" for owner, known in old.items() for name in known if name not in new.get(owner, ())] + [
        owner for owner in old if owner not in new
    ]


def test_the_lists_hold_what_they_are_for() -> None:
    assert {kind: sum(map(len, each.values())) for kind, each in OLD.items()} == {
        "checks": 28,
        "commands": 215,
        "constraints": 6,
        "errors": 26,
        "events": 33,
        "exports": 208,
        "loggers": 14,
        "migrations": 4,
        "models": 146,
        "permissions": 42,
        "settings": 24,
        "tasks": 6,
        "urls": 78,
    }


@pytest.mark.parametrize("kind", COMPARED)
def test_every_old_name_is_there(kind: str, now: dict[str, dict[str, list[str]]]) -> None:
    assert missing(OLD[kind], now[kind]) == []


def test_a_name_that_is_gone_would_be_found(now: dict[str, dict[str, list[str]]]) -> None:
    less = {name: [each for each in known if each != "rotate_client"] for name, known in now["permissions"].items()}
    del less["event"]
    gone = missing(OLD["permissions"], less)
    assert set(gone) == {"client: rotate_client", "event", *(f"event: {each}" for each in OLD["permissions"]["event"])}


def broken(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Words that are gone or demanded now; one that was demanded need not be."""
    old, new = set(old), set(new)
    gone = {word for word in old if word not in new and word.removesuffix(REQUIRED) not in new}
    return sorted(gone | {word for word in new - old if word.endswith(REQUIRED)})


@pytest.mark.parametrize("kind", CALLED)
def test_what_is_called_takes_what_it_took(kind: str, now: dict[str, dict[str, list[str]]]) -> None:
    """Functions and verbs of the shell: the same options and parameters, and none that is demanded beside them."""
    assert missing(dict.fromkeys(OLD[kind], ()), now[kind]) == []
    for name, old in OLD[kind].items():
        assert broken(old, now[kind][name]) == [], name


def test_what_breaks_a_caller_would_be_found() -> None:
    assert broken(["--a", "--b required"], ["--a", "--b", "--c"]) == []
    assert broken(["--a", "--b"], ["--a required", "--c required"]) == [
        "--a",
        "--a required",
        "--b",
        "--c required",
    ]


def test_every_old_check_id_has_its_old_level(now: dict[str, dict[str, list[str]]]) -> None:
    (new,) = now["checks"].values()
    (old,) = OLD["checks"].values()
    assert [each for each in old if not any(fnmatchcase(each, pattern) for pattern in new)] == []


def test_every_old_kind_of_event_is_written_somewhere() -> None:
    (old,) = OLD["events"].values()
    assert set(old) - source.texts() == set()


def test_every_old_setting_is_accepted(db: None, settings: Any) -> None:
    (old,) = OLD["settings"].values()
    values = import_module("mosaic_clients.conf").current()
    settings.MOSAIC_CLIENTS = {name: getattr(values, name) for name in old}
    assert "mosaic_clients.E001" not in {message.id for message in run_checks(tags=["mosaic"])}
    settings.MOSAIC_CLIENTS = {"NO_SUCH_SETTING": 1}
    assert "mosaic_clients.E001" in {message.id for message in run_checks(tags=["mosaic"])}


@pytest.mark.parametrize("path", SIGNALS)
def test_an_old_signal_is_still_one(path: str) -> None:
    assert isinstance(import_string(path), Signal)


@pytest.mark.parametrize("path", PATHS)
def test_an_old_path_is_still_imported(path: str) -> None:
    assert import_string(path)


def test_the_fixtures_are_there() -> None:
    plugin = import_module("mosaic_clients.testing")
    assert [name for name in FIXTURES if not hasattr(plugin, name)] == []
