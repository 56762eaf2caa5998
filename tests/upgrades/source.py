"""Names that stand in the source alone: loggers, check ids, kinds of events, settings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

PACKAGES = ("mosaic_clients", "project")
SETTINGS = "ENCRYPTION_KEYS"
"""A field of the class that holds every setting: it is found by it, wherever it is."""


@dataclass
class Found:
    """What the modules of the packages hold."""

    trees: dict[str, ast.Module] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)


def names() -> dict[str, dict[str, list[str]]]:
    """Kind of name → package → names."""
    found = _read()
    return {
        "loggers": {"loggers": sorted(set(_loggers(found)))},
        "checks": {"ids": sorted(set(_check_ids(found)))},
        "events": {"kinds": sorted(set(_event_kinds(found)))},
        "settings": {"MOSAIC_CLIENTS": sorted(_settings(found))},
    }


def texts() -> set[str]:
    """Every text of the packages that is no docstring."""
    found = set()
    for tree in _read().trees.values():
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
                found.add(node.value)
    return found


def _read() -> Found:
    found = Found()
    for package in PACKAGES:
        root = Path(str(import_module(package).__file__)).parent
        for path in sorted(root.rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(root.parent).with_suffix("").parts
            tree = ast.parse(path.read_text())
            found.trees[".".join(parts).removesuffix(".__init__")] = tree
            for node in tree.body:
                match node:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))):
                        found.constants[name] = value
    assert len(found.trees) > 100
    return found


def _calls(found: Found, name: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Calls of a function of that name, each with its module."""
    for module, tree in found.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name in {"", _last_name(node.func)}:
                yield module, node


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(found: Found, node: ast.expr) -> str:
    """A text that stands there, or a constant's; what an f-string fills in is ``*``; empty for anything else."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join(each.value if isinstance(each, ast.Constant) else "*" for each in values)
    return found.constants.get(_last_name(node), "")


def _loggers(found: Found) -> Iterator[str]:
    for module, call in _calls(found, "getLogger"):
        for argument in call.args:
            is_own = isinstance(argument, ast.Name) and argument.id == "__name__"
            name = module if is_own else _text(found, argument)
            if name.startswith("mosaic_clients"):
                yield name


def _check_ids(found: Found) -> Iterator[str]:
    for _, call in _calls(found):
        level = {"Error": "Error", "Warning": "Warning", "CheckWarning": "Warning", "Info": "Info"}.get(
            _last_name(call.func)
        )
        for keyword in call.keywords:
            if level and keyword.arg == "id":
                yield f"{_text(found, keyword.value)} {level}"


def _event_kinds(found: Found) -> Iterator[str]:
    for _, call in _calls(found, "record"):
        kind = call.args[0] if call.args else None
        for each in (kind.body, kind.orelse) if isinstance(kind, ast.IfExp) else (kind,):
            if each is not None and (text := _text(found, each)):
                yield text


def _settings(found: Found) -> Iterator[str]:
    for tree in found.trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [each.target.id for each in node.body
                          if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]  # fmt: skip
                yield from fields if SETTINGS in fields else ()
