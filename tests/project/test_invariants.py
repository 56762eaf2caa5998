"""Rules of the documentation that the source must follow, checked on its syntax trees."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import mosaic_clients

ROOT = Path(mosaic_clients.__file__).parent

READS_BEHIND_A_SAVEPOINT = {"checks/edge.py", "checks/settings.py"}
"""A system check that finds a missing table must not break the transaction of its caller."""

DEMONSTRATION = {"management/commands/quickstart.py", "management/quickstart/demo_setup.py"}
"""quickstart writes rows for its own embedded sandbox."""

WRITES = {"save", "create", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update"}

DOCUMENTED_BY_DJANGO = {"_meta", "_default_manager", "_base_manager"}

FOREIGN_OVERRIDES = {"mosaic_clients.transport.connections": {"_new_conn"}}
"""Private names of other packages that classes here define; docs/decisions/0009-private-names.md has the reasons."""

MADE_BY_METACLASSES = {"_meta", "_abc_impl", "_is_protocol"}


@cache
def trees() -> dict[str, ast.Module]:
    paths = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text()) for path in paths}


def files_with(matches: Callable[[ast.AST], bool]) -> set[str]:
    return {name for name, nodes in every_node().items() if any(map(matches, nodes))}


@cache
def every_node() -> dict[str, list[ast.AST]]:
    return {name: list(ast.walk(tree)) for name, tree in trees().items()}


def is_attribute_of(node: ast.AST, owner: str, *names: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == owner
        and node.attr in names
    )


def writes_rows(node: ast.AST) -> bool:
    """Return whether this calls a writing method of a queryset or row. Dicts and hashes have an ``update`` too."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
        return False
    inside = {inner.attr for inner in ast.walk(node.func.value) if isinstance(inner, ast.Attribute)}
    if node.func.attr in {"update", "create", "delete"}:
        return bool(inside & {"objects", "filter", "exclude", "all"})
    is_super = isinstance(node.func.value, ast.Call) and getattr(node.func.value.func, "id", "") == "super"
    return not is_super


def test_transactions_are_opened_by_services() -> None:
    results = files_with(lambda node: is_attribute_of(node, "transaction", "atomic", "set_autocommit", "commit"))
    assert {name for name in results if not name.startswith("services/")} == READS_BEHIND_A_SAVEPOINT
    imported = files_with(lambda node: isinstance(node, ast.ImportFrom) and node.module == "django.db.transaction")
    assert imported == set()


def test_rows_are_written_by_services() -> None:
    results = files_with(writes_rows)
    assert {name for name in results if not name.startswith("services/")} == DEMONSTRATION
    assert len(results) > 10


def test_no_service_enqueues_a_task() -> None:
    names = {"delay", "apply_async", "send_task"}
    results = files_with(lambda node: isinstance(node, ast.Attribute) and node.attr in names)
    assert results
    assert not [name for name in results if name.startswith(("services/", "core/", "transport/", "models/"))]


def functions_calling(name: str) -> set[tuple[str, str]]:
    """Return file and function of each call of a class or function with this name, also as an attribute."""
    return {
        (file, function.name)
        for file, tree in trees().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
    }


def test_verified_bearers_are_made_by_verification_and_introspection() -> None:
    """Both check the certificate binding (RFC 8705 §3.1-2), so that no path accepts a bound token without it."""
    makers = {("core/bearer/verification.py", "verify"), ("core/oauth/introspection.py", "require_bound_to")}
    assert functions_calling("VerifiedBearer") == makers
    checking = functions_calling("check_binding")
    assert ("core/oauth/introspection.py", "require_bound_to") in checking
    assert ("core/bearer/verification.py", "_check_use") in checking
    assert ("core/bearer/verification.py", "verify") in functions_calling("_check_use")


def private_attributes(tree: ast.Module) -> Iterator[str]:
    """Yield the private attributes, except those of ``self`` and ``cls``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not is_private(node.attr):
            continue
        if not isinstance(node.value, ast.Name) or node.value.id not in {"self", "cls"}:
            yield node.attr


def defined_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.attr if isinstance(node, ast.Attribute) else node.id


def is_private(name: str) -> bool:
    """Return whether a name is private: one leading underscore. Names like ``_x_`` of ``enum`` are documented."""
    return name.startswith("_") and not name.startswith("__") and not name.endswith("_")


def test_no_private_attribute_of_another_package_is_used() -> None:
    """A private name that its file does not define belongs to another package."""
    used = {(file, name) for file, tree in trees().items() for name in private_attributes(tree)}
    assert ("admin/display.py", "_meta") in used
    foreign = {
        (file, name) for file, name in used if name not in {*defined_names(trees()[file]), *DOCUMENTED_BY_DJANGO}
    }
    assert foreign == set()


def test_no_private_method_of_another_package_is_overridden() -> None:
    results: dict[str, set[str]] = {}
    for file, tree in trees().items():
        if not any(isinstance(node, ast.ClassDef) for node in ast.walk(tree)):
            continue
        module = importlib.import_module(
            f"mosaic_clients.{file.removesuffix('.py').replace('/', '.').removesuffix('.__init__')}"
        )
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__ and (names := overrides(cls)):
                results.setdefault(module.__name__, set()).update(names)
    assert results == FOREIGN_OVERRIDES


def overrides(cls: type) -> set[str]:
    foreign = [base for base in cls.__mro__[1:] if not base.__module__.startswith("mosaic_clients")]
    mine = {name for name in vars(cls) if is_private(name)} - MADE_BY_METACLASSES
    return {name for name in mine if any(name in vars(base) for base in foreign)}
