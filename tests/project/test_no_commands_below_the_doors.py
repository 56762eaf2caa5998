"""Texts below the doors name no shell command, flag or button, because each door renders remedies itself."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.contrib import admin

from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.management.commands.mosaic import Command

ROOT = Path(__file__).parents[2] / "mosaic_clients"
BELOW = ("core", "transport", "services", "models", "conf.py", "fields.py", "signals.py")
"""The layers that all doors use."""


def sources() -> list[Path]:
    """Return every module below the doors."""
    paths = [ROOT / name for name in BELOW]
    return [module for path in paths for module in ([path] if path.suffix else sorted(path.rglob("*.py")))]


@cache
def subcommands() -> frozenset[str]:
    """Return the subcommands of ``mosaic``, from the real parser."""
    parser = Command().create_parser("manage.py", "mosaic")
    (subparsers,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return frozenset(subparsers.choices)


@cache
def labels() -> frozenset[str]:
    """Return the labels of all buttons of our admin."""
    pages = (page for page in admin.site._registry.values() if isinstance(page, ActionAdmin))
    return frozenset(action.label for page in pages for action in page.row_actions)


@cache
def forbidden() -> dict[str, re.Pattern[str]]:
    """Return the patterns that no text may match, by kind."""
    commands = "|".join(map(re.escape, sorted(subcommands())))
    buttons = "|".join(map(re.escape, sorted(labels())))
    return {
        "a command": re.compile(rf"\bmosaic (?:{commands})\b|\bmanage\.py\b"),
        "a flag": re.compile(r"(?<![-\w])--[a-z]"),
        "a button": re.compile(rf"[“\"'`](?:{buttons})[”\"'`]", re.IGNORECASE),
        "a word of the screen": re.compile(r"\b(?:buttons?|click\w*)\b", re.IGNORECASE),
    }


def texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield every string literal but docstrings, with its line. An f-string gives its literal parts."""
    tree = ast.parse(source)
    # A string that is a statement is documentation.
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def violations(source: str) -> list[str]:
    """Return the violations in a module: line, kind and text."""
    return [
        f"{line}: {kind}: {text!r}"
        for line, text in texts(source)
        for kind, pattern in forbidden().items()
        if pattern.search(text)
    ]


@pytest.mark.parametrize("module", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_text_below_the_doors_names_no_command_flag_or_button(module: Path) -> None:
    assert violations(module.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ('raise Refused(f"Stage one: mosaic credential stage {name}.")', "a command"),
        ('why = "run manage.py migrate"', "a command"),
        ('why = "The host is private (--allow-private)."', "a flag"),
        ('why = f"{host} is private: use --trusted-ca"', "a flag"),
        ('why = "Use “Publish” on the client page."', "a button"),
        ("why = \"run 'prove' first\"", "a button"),
        ('why = "Use “Stage a credential”."', "a button"),
        ('why = "Press the button."', "a word of the screen"),
        ('why = "Click here."', "a word of the screen"),
        ('TABLE = {"code": ("a", "needs mosaic rotate payments")}', "a command"),
    ],
)
def test_planted_text_is_reported(source: str, kind: str) -> None:
    (result,) = violations(f'"""A module. See mosaic publish --confirm."""\n\n{source}\n')
    assert result.startswith(f"3: {kind}: ")


@pytest.mark.parametrize(
    "source",
    [
        '"""mosaic rotate, “Publish”, --force, a button."""',
        "# mosaic rotate --force",
        'why = "-----BEGIN CERTIFICATE-----"',
        'why = "The mosaic_clients app publishes to Mosaic, then proves."',
        'step = "publish"',
    ],
)
def test_documentation_and_plain_sentences_are_not_reported(source: str) -> None:
    assert violations(source) == []


def test_check_reads_the_existing_modules_commands_and_buttons() -> None:
    names = {str(path.relative_to(ROOT)) for path in sources()}
    assert {"core/errors/base.py", "core/remedy_texts.py", "services/planning/manual_steps.py", "conf.py"} <= names
    assert len(names) > 150
    assert {"publish", "credential", "rotate", "doctor", "signing-keys"} <= subcommands()
    assert {"Publish", "Stage a credential", "Discover", "Refresh signing keys now"} <= labels()
