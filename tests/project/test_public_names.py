"""Tests the names that users import: the public modules, and the paths of the previous release."""

from __future__ import annotations

import importlib
import re
import tomllib
from pathlib import Path

import pytest

import mosaic_clients
from mosaic_clients import errors, signals
from mosaic_clients.core import errors as core_errors


def test_errors_exports_whole_tree() -> None:
    tree = {
        name
        for name, kind in vars(core_errors).items()
        if isinstance(kind, type) and issubclass(kind, core_errors.MosaicError)
    }
    assert set(errors.__all__) == tree
    assert all(getattr(errors, name) is getattr(core_errors, name) for name in tree)


def test_distribution_version_comes_from_package() -> None:
    pyproject = tomllib.loads(Path("pyproject.toml").read_text())
    assert pyproject["project"]["dynamic"] == ["version"]
    assert Path(pyproject["tool"]["hatch"]["version"]["path"]) == Path("mosaic_clients", "__init__.py")
    assert re.fullmatch(r"\d+\.\d+\.\d+", mosaic_clients.__version__)


@pytest.mark.parametrize(
    ("old_module", "old_name", "signal"),
    [
        ("mosaic_clients.services.alerts", "expiring", signals.certificate_expiring),
        ("mosaic_clients.services.rotation_alerts", "proof_overdue", signals.proof_overdue),
        ("mosaic_clients.services.signing_key_alerts", "signing_keys_failing", signals.signing_keys_failing),
    ],
)
def test_old_signal_path_works_with_deprecation_warning(old_module: str, old_name: str, signal: object) -> None:
    with pytest.warns(DeprecationWarning, match="mosaic_clients.signals"):
        assert getattr(importlib.import_module(old_module), old_name) is signal


def test_old_signal_module_has_no_other_names() -> None:
    with pytest.raises(ImportError, match="cannot import name 'send_due'"):
        from mosaic_clients.services.rotation_alerts import send_due  # noqa: F401, PLC0415


def test_imported_packages_are_declared() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    declared = {requirement.split(">")[0].split("[")[0] for requirement in project["dependencies"]}
    assert {"django", "djangorestframework", "cryptography", "requests", "certifi", "urllib3", "celery"} <= declared
