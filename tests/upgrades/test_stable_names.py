"""Every public or stored name of 0.1.0 still exists; new names may be added.

``data/0.1.0.names.json`` is what ``tests.upgrades.names`` printed at 0.1.0; the lists below were written by hand. A
name is removed from them only by a release whose changelog announces it.
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
    "mosaic_clients.models.environment.default_algorithms",  # the first migration imports these three
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


RENAMED = {
    # 0005: its values stay, as the key that keeps an alert from being sent twice.
    "mosaic_clients_alert: subject subject CharField": "deduplication_key deduplication_key CharField",
}
"""Old names that a migration renamed, each with its new name."""


def missing(old: Mapping[str, Iterable[str]], new: Mapping[str, Iterable[str]]) -> list[str]:
    """Names of the old lists that the new list of the same owner lacks."""
    return [f"{owner}: {name}" for owner, known in old.items() for name in known if name not in new.get(owner, ())] + [
        owner for owner in old if owner not in new
    ]


def test_lists_are_complete() -> None:
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
def test_every_old_name_exists(kind: str, now: dict[str, dict[str, list[str]]]) -> None:
    assert [name for name in missing(OLD[kind], now[kind]) if name not in RENAMED] == []


def test_renamed_names_are_gone_and_their_successors_exist(now: dict[str, dict[str, list[str]]]) -> None:
    for old, new in RENAMED.items():
        owner, name = old.split(": ")
        assert name not in now["models"][owner]
        assert new in now["models"][owner]


def test_missing_reports_removed_names(now: dict[str, dict[str, list[str]]]) -> None:
    less = {name: [each for each in known if each != "rotate_client"] for name, known in now["permissions"].items()}
    del less["event"]
    gone = missing(OLD["permissions"], less)
    assert set(gone) == {"client: rotate_client", "event", *(f"event: {each}" for each in OLD["permissions"]["event"])}


def broken(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Options or parameters that were removed or are newly required; a required one may become optional."""
    old, new = set(old), set(new)
    gone = {word for word in old if word not in new and word.removesuffix(REQUIRED) not in new}
    return sorted(gone | {word for word in new - old if word.endswith(REQUIRED)})


@pytest.mark.parametrize("kind", CALLED)
def test_every_old_call_still_works(kind: str, now: dict[str, dict[str, list[str]]]) -> None:
    """Functions and shell verbs keep their parameters and options and require no new ones."""
    assert missing(dict.fromkeys(OLD[kind], ()), now[kind]) == []
    for name, old in OLD[kind].items():
        assert broken(old, now[kind][name]) == [], name


def test_broken_reports_removed_and_newly_required_options() -> None:
    assert broken(["--a", "--b required"], ["--a", "--b", "--c"]) == []
    assert broken(["--a", "--b"], ["--a required", "--c required"]) == [
        "--a",
        "--a required",
        "--b",
        "--c required",
    ]


def test_every_old_check_id_keeps_its_level(now: dict[str, dict[str, list[str]]]) -> None:
    (new,) = now["checks"].values()
    (old,) = OLD["checks"].values()
    assert [each for each in old if not any(fnmatchcase(each, pattern) for pattern in new)] == []


def test_every_old_event_kind_is_in_the_source() -> None:
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
def test_old_signal_path_is_a_signal(path: str) -> None:
    with pytest.warns(DeprecationWarning, match="mosaic_clients.signals"):
        assert isinstance(import_string(path), Signal)


@pytest.mark.parametrize("path", PATHS)
def test_old_import_path_resolves(path: str) -> None:
    assert import_string(path)


def test_every_old_fixture_exists() -> None:
    plugin = import_module("mosaic_clients.testing")
    assert [name for name in FIXTURES if not hasattr(plugin, name)] == []
