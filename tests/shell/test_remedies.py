"""Remedies as the shell prints them: each has a text, and the argument parser accepts every command."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest
from django.core.management.base import CommandError

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.remedy_texts import NEUTRAL
from mosaic_clients.management import remedies
from mosaic_clients.management.commands.mosaic import Command, _with_kid_joined

NAMED = {
    "client": "pay ments", "client_id": "pay-1", "environment": "e;u", "kid": "-kid", "resource": "urn:{y}",
    "subject_dn": "CN=a",
}  # fmt: skip
QUOTED = re.compile(r"`([^`]+)`")


def variants(kind: RemedyKind) -> list[Remedy]:
    """Returns the remedy without names, and with names for each auth method."""
    return [Remedy(kind), *(Remedy(kind, auth_method=method, **NAMED) for method in AuthMethod)]


def parse(command: str) -> argparse.Namespace:
    """Parses a command as ``manage.py`` does; raises CommandError if the parser refuses it."""
    program, *words = _with_kid_joined(shlex.split(command))
    assert program == "mosaic"
    return Command().create_parser("manage.py", "mosaic").parse_args(words)


def every_option(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yields every option of a parser and of its subcommands."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from every_option(below)


@pytest.mark.parametrize("kind", RemedyKind)
def test_every_remedy_has_a_shell_text(kind: RemedyKind) -> None:
    for remedy in variants(kind):
        text = remedies.render(remedy)
        assert text == text.strip()
        assert text[0].isupper()
        assert text.endswith(".")


@pytest.mark.parametrize("kind", RemedyKind)
def test_argument_parser_accepts_every_printed_command(kind: RemedyKind) -> None:
    options = set(every_option(Command().create_parser("manage.py", "mosaic")))
    for remedy in variants(kind):
        for quoted in QUOTED.findall(remedies.render(remedy)):
            if quoted.startswith("--"):
                assert quoted.split()[0] in options
                continue
            parsed = vars(parse(quoted))
            names = {value for key, value in parsed.items() if key in {"client", "name", "environment"}}
            assert names & {"pay ments", "e;u", "CLIENT", "ENVIRONMENT"} or quoted == "mosaic client list"


def test_parser_refuses_unknown_option() -> None:
    with pytest.raises(CommandError):
        parse("mosaic publish payments --approve")


def test_every_remedy_with_its_own_text_names_a_command() -> None:
    silent = {kind for kind in set(RemedyKind) - NEUTRAL.keys() if "`" not in remedies.render(Remedy(kind))}
    assert silent == set()


def test_message_contains_description_then_commands() -> None:
    then = Remedy(RemedyKind.PROVE, client="shop")
    error = MoveRefused("No.", remedy=Remedy(RemedyKind.STAGE, client="shop", then=then))
    assert remedies.message(error) == (
        "No. Stage a credential first: run `mosaic credential stage shop`. "
        "Prove the staged credential: run `mosaic credential prove shop`."
    )
    assert remedies.message(MoveRefused("No.")) == "No."
