"""Names that only the source code holds: loggers, check ids, event kinds, settings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

PACKAGES = ("mosaic_clients", "project")
SETTINGS = "ENCRYPTION_KEYS"
"""A field by which the class of the settings is recognized, in whichever module it is."""


@dataclass
class Sources:
    """The parsed modules of the packages, and their string constants by name."""

    trees: dict[str, ast.Module] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)


def names() -> dict[str, dict[str, list[str]]]:
    """Kind of name → owner → names."""
    sources = _read()
    return {
        "loggers": {"loggers": sorted(set(_loggers(sources)))},
        "checks": {"ids": sorted(set(_check_ids(sources)))},
        "events": {"kinds": sorted(set(_event_kinds(sources)))},
        "settings": {"MOSAIC_CLIENTS": sorted(_settings(sources))},
    }


def texts() -> set[str]:
    """Every string in the packages that is not a docstring."""
    strings = set()
    for tree in _read().trees.values():
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                strings.add(node.value)
    return strings


def _read() -> Sources:
    sources = Sources()
    for package in PACKAGES:
        root = Path(str(import_module(package).__file__)).parent
        for path in sorted(root.rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(root.parent).with_suffix("").parts
            tree = ast.parse(path.read_text())
            sources.trees[".".join(parts).removesuffix(".__init__")] = tree
            for node in tree.body:
                match node:
                    case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))):
                        sources.constants[name] = value
    assert len(sources.trees) > 100
    return sources


def _calls(sources: Sources, name: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Calls of functions of that name (of any where it is empty), each with its module."""
    for module, tree in sources.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name in {"", _last_name(node.func)}:
                yield module, node


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _text(sources: Sources, node: ast.expr) -> str:
    """The value of a literal or constant; a field of an f-string becomes ``*``; empty for anything else."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join(each.value if isinstance(each, ast.Constant) else "*" for each in values)
    return sources.constants.get(_last_name(node), "")


def _loggers(sources: Sources) -> Iterator[str]:
    for module, call in _calls(sources, "getLogger"):
        for argument in call.args:
            is_own = isinstance(argument, ast.Name) and argument.id == "__name__"
            name = module if is_own else _text(sources, argument)
            if name.startswith("mosaic_clients"):
                yield name


def _check_ids(sources: Sources) -> Iterator[str]:
    for _, call in _calls(sources):
        level = {"Error": "Error", "Warning": "Warning", "CheckWarning": "Warning", "Info": "Info"}.get(
            _last_name(call.func)
        )
        for keyword in call.keywords:
            if level and keyword.arg == "id":
                yield f"{_text(sources, keyword.value)} {level}"


def _event_kinds(sources: Sources) -> Iterator[str]:
    for _, call in _calls(sources, "record"):
        kind = call.args[0] if call.args else None
        for each in (kind.body, kind.orelse) if isinstance(kind, ast.IfExp) else (kind,):
            if each is not None and (text := _text(sources, each)):
                yield text


def _settings(sources: Sources) -> Iterator[str]:
    for tree in sources.trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [each.target.id for each in node.body
                          if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]  # fmt: skip
                yield from fields if SETTINGS in fields else ()
