"""The public and stored names of this version, as lists of strings by kind and owner.

    python -m tests.upgrades.names

``data/0.1.0.names.json`` is what this printed at version 0.1.0, before packages were moved, with two check ids
(``project.E001``, ``E002``) and four event kinds (``activated``, ``imported``, ``rolled_back``, ``staged``) added by
hand. ``test_stable_names`` compares with it. It is never printed again: the names of a later version go to another
file.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any, TypeAlias

import django
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.db.migrations.loader import MigrationLoader
from django.urls import URLPattern, URLResolver, get_resolver

from tests.upgrades import source

Names: TypeAlias = dict[str, list[str]]

APP = "mosaic_clients"
REQUIRED = " required"
MODULES = ("api", "rest", "testing")
"""Modules that users import from; ``__all__`` lists the names."""

INNER = {"alternatives", "code", "held", "needed", "noun"}
"""Undocumented members of the permission classes."""


def current() -> dict[str, Names]:
    """Kind of name → what has names → its names."""
    return {
        "exports": dict(exports()),
        "tasks": {name: list(_parameters(task.run)) for name, task in _tasks()},
        "models": {model._meta.db_table: sorted(_columns(model)) for model in _models()},
        "constraints": {model._meta.db_table: [each.name for each in model._meta.constraints] for model in _models()},
        "permissions": {model._meta.model_name or "": sorted(_permissions(model)) for model in _models()},
        "migrations": {APP: sorted(name for app, name in MigrationLoader(None).disk_migrations if app == APP)},
        "urls": dict(_addresses()),
        "commands": dict(_commands()),
        "errors": dict(_errors()),
        **source.names(),
    }


def exports() -> Iterator[tuple[str, list[str]]]:
    """Module or class → public names; function or method (with ``()``) → parameters."""
    for module in MODULES:
        path = f"{APP}.{module}"
        found = import_module(path)
        yield path, sorted(found.__all__)
        for name in found.__all__:
            yield from _described(f"{path}.{name}", getattr(found, name))
    yield f"{APP}.tasks", sorted(name.removeprefix(f"{APP}.") for name, _ in _tasks())


def _described(path: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """A class by the public names that this package defines; inherited names of other packages are left out."""
    if callable(value) and not is_dataclass(value):  # users receive instances, and do not create them
        yield f"{path}()", list(_parameters(value))
    if not inspect.isclass(value):
        return
    own = {name for kind in value.__mro__ if kind.__module__.startswith(APP) for name in vars(kind)} - INNER
    own |= {each.name for each in fields(value)} if is_dataclass(value) else set()
    yield path, sorted(name for name in own if not name.startswith("_"))
    for name, method in inspect.getmembers(value, inspect.isroutine):
        if name in own and not name.startswith("_"):
            yield f"{path}.{name}()", list(_parameters(method))


def _parameters(value: Any) -> Iterator[str]:
    """Positional parameters with their index, keyword-only ones with ``=``."""
    place = 0
    for parameter in inspect.signature(value).parameters.values():
        if parameter.name == "self":
            continue
        required = REQUIRED if parameter.default is parameter.empty else ""
        match parameter.kind:
            case parameter.VAR_POSITIONAL:
                yield f"*{parameter.name}"
            case parameter.VAR_KEYWORD:
                yield f"**{parameter.name}"
            case parameter.KEYWORD_ONLY:
                yield f"{parameter.name}={required}"
            case _:
                yield f"{place} {parameter.name}{required}"
                place += 1


def _tasks() -> Iterator[tuple[str, Any]]:
    import_module(f"{APP}.tasks")
    return ((name, task) for name, task in current_app.tasks.items() if name.startswith(f"{APP}."))


def _errors() -> Iterator[tuple[str, list[str]]]:
    """The exception classes with their codes."""
    path = f"{APP}.core.errors"
    classes = inspect.getmembers(import_module(path), inspect.isclass)
    yield path, [f"{name} {kind.code}" for name, kind in classes if issubclass(kind, Exception)]


def _models() -> list[Any]:
    return list(apps.get_app_config(APP).get_models(include_auto_created=True))


def _columns(model: Any) -> Iterator[str]:
    """Field name, column name and type."""
    for field in model._meta.concrete_fields:
        yield f"{field.name} {field.column} {field.get_internal_type()}"


def _permissions(model: Any) -> Iterator[str]:
    yield from (f"{action}_{model._meta.model_name}" for action in model._meta.default_permissions)
    yield from (codename for codename, _ in model._meta.permissions)


def _addresses() -> Iterator[tuple[str, list[str]]]:
    """URL name with its namespaces → routes, of the project and of ``login.urls``."""
    found: dict[str, list[str]] = {}
    for resolver in (get_resolver(settings.ROOT_URLCONF), get_resolver(f"{APP}.login.urls")):
        for name, route in _routes(resolver, "", ""):
            found.setdefault(name, []).append(route)
    ours = (f"admin:{APP}_", "mosaic", "start", "callback", "logout")
    for name, routes in sorted(found.items()):
        if name.startswith(ours) or (":" not in name and not name.startswith("admin")):
            yield name, routes


def _routes(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern) and each.name:
            yield f"{namespace}{each.name}", f"{prefix}{each.pattern}"
        elif isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _routes(each, inner, f"{prefix}{each.pattern}")


def _commands() -> Iterator[tuple[str, list[str]]]:
    """Command with its verbs → options, arguments and each of their choices."""
    plain = {action.dest for action in _parser("check")._actions}
    for name in sorted(name for name, app in get_commands().items() if app == APP):
        yield from _verbs(name, _parser(name), plain)


def _parser(name: str) -> argparse.ArgumentParser:
    command = load_command_class(get_commands()[name], name)
    return command.create_parser("manage.py", name)


def _verbs(path: str, parser: argparse.ArgumentParser, plain: set[str]) -> Iterator[tuple[str, list[str]]]:
    words: list[str] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from _verbs(f"{path} {name}", inner, {"help"})
        elif action.dest not in plain:
            names = action.option_strings or [f"<{action.dest}>"]
            required = REQUIRED if action.required else ""
            words += [f"{name}{required}" for name in names]
            words += [f"{names[0]} {choice}" for choice in action.choices or ()]
    yield path, sorted(words)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    print(json.dumps(current(), indent=1, sort_keys=True))  # noqa: T201 - for the file
