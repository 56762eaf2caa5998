"""Every Python block of the documentation compiles, and the names that it uses of this package exist."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import fields

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.conf import Settings
from tests.docs.blocks import ROOT, Block, all_blocks

BLOCKS = all_blocks("python")
PACKAGE = "mosaic_clients"


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yields module and name of each import from this package; the name is empty for a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == PACKAGE:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if alias.name.split(".")[0] == PACKAGE)


def modules_in_texts(tree: ast.AST) -> Iterator[str]:
    """Yields dotted modules of this package in string literals, such as ``include("mosaic_clients.login.urls")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(f"{PACKAGE}."):
            yield node.value


def client_methods(tree: ast.AST) -> Iterator[str]:
    """Yields the attributes of ``payments`` and ``mosaic_client``, which are MosaicClients on every page."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="payments" | "mosaic_client"), attr=name):
                yield name


def test_python_blocks_are_collected() -> None:
    assert len(BLOCKS) >= 10
    assert {name for block in BLOCKS for _, name in imported(ast.parse(block.text))} >= {
        "MosaicClient",
        "MosaicAuthentication",
        "HasScopes",
    }


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_python_block_compiles_and_its_names_exist(block: Block) -> None:
    tree = ast.parse(block.text, block.place)
    for module, name in imported(tree):
        imported_module = importlib.import_module(module)
        assert not name or hasattr(imported_module, name) or importlib.util.find_spec(f"{module}.{name}"), (
            f"{module}.{name}"
        )
    for module in modules_in_texts(tree):
        assert importlib.util.find_spec(module), f"there is no module {module}"
    for method in client_methods(tree):
        assert hasattr(MosaicClient, method), f"MosaicClient has no {method}"


def test_settings_page_lists_every_setting_with_its_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    listed = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", page, re.MULTILINE))
    actual = {each.name: each.default for each in fields(Settings)}
    assert listed.keys() == actual.keys()
    assert listed.pop("ENCRYPTION_KEYS") == "none, required"
    for name, default in listed.items():
        assert ast.literal_eval(default.strip("`")) == actual[name], name
