"""The commands that the pages name exist, and the page about the shell names every command."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from mosaic_clients.management.commands.mosaic import Command
from tests.docs.blocks import PAGES, ROOT

INLINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
PREFIX = re.compile(r"(?:(?:python )?manage\.py )?mosaic ")


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Name → parser, empty for a command without any."""
    found = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0]) if found else {}


def commands() -> dict[str, argparse.ArgumentParser]:
    """``credential stage`` and the like → parser."""
    verbs = subcommands(Command().create_parser("manage.py", "mosaic"))
    return {
        " ".join(filter(None, (verb, name))): parser
        for verb, outer in verbs.items()
        for name, parser in (subcommands(outer) or {"": outer}).items()
    }


COMMANDS = commands()


def named() -> Iterator[tuple[str, str]]:
    """Yields page and text of each command in running text: after ``mosaic``, or a subcommand with arguments."""
    first_words = {command.split()[0] for command in COMMANDS}
    for page in PAGES:
        for code in INLINE.findall(page.read_text()):
            text = PREFIX.sub("", " ".join(code.split()))
            if PREFIX.match(code) or (text.split()[0] in first_words and " " in text):
                yield page.name, text


NAMED = list(named())


def parsers_of(text: str) -> list[argparse.ArgumentParser | None]:
    """Returns the parsers of a text: two for ``credential retire|revoke CLIENT``, None for an unknown command."""
    first, second = [*text.split(), "", ""][:2]
    if first in COMMANDS:
        return [COMMANDS[first]]
    return [COMMANDS.get(f"{first} {name}") for name in second.split("\\|")]


def test_shell_page_names_every_command() -> None:
    page = (ROOT / "docs" / "shell.md").read_text()
    words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", page))
    assert len(COMMANDS) >= 30
    assert {word for command in COMMANDS for word in command.split()} - words == set()


def test_commands_in_running_text_are_collected() -> None:
    assert len(NAMED) >= 50


@pytest.mark.parametrize(("page", "text"), NAMED)
def test_command_in_running_text_exists_with_its_options(page: str, text: str) -> None:
    for parser in parsers_of(text):
        assert parser is not None, f"{page} names 'mosaic {text}'"
        known = {option for action in parser._actions for option in action.option_strings}
        assert set(re.findall(r"--[a-z][a-z-]*", text)) <= known, f"{page} names 'mosaic {text}'"
