"""Remedies as the shell prints them: an entry for every member, and commands that the argument parser takes."""

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
    """A remedy with and without names, of either method."""
    return [Remedy(kind), *(Remedy(kind, auth_method=method, **NAMED) for method in AuthMethod)]


def parse(command: str) -> argparse.Namespace:
    """The command as ``manage.py`` would read it; raises CommandError for what it does not take."""
    program, *words = _with_kid_joined(shlex.split(command))
    assert program == "mosaic"
    return Command().create_parser("manage.py", "mosaic").parse_args(words)


def every_option(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every option of a parser and of the subcommands below it."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from every_option(below)


@pytest.mark.parametrize("kind", RemedyKind)
def test_shell_has_an_entry_for_every_member(kind: RemedyKind) -> None:
    for remedy in variants(kind):
        text = remedies.render(remedy)
        assert text == text.strip()
        assert text[0].isupper()
        assert text.endswith(".")


@pytest.mark.parametrize("kind", RemedyKind)
def test_every_printed_command_is_taken_by_the_parser(kind: RemedyKind) -> None:
    options = set(every_option(Command().create_parser("manage.py", "mosaic")))
    for remedy in variants(kind):
        for quoted in QUOTED.findall(remedies.render(remedy)):
            if quoted.startswith("--"):
                assert quoted.split()[0] in options
                continue
            parsed = vars(parse(quoted))
            names = {value for key, value in parsed.items() if key in {"client", "name", "environment"}}
            assert names & {"pay ments", "e;u", "CLIENT", "ENVIRONMENT"} or quoted == "mosaic client list"


def test_a_command_that_is_not_there_is_noticed() -> None:
    with pytest.raises(CommandError):
        parse("mosaic publish payments --approve")


def test_what_needs_a_command_names_one() -> None:
    silent = {kind for kind in set(RemedyKind) - NEUTRAL.keys() if "`" not in remedies.render(Remedy(kind))}
    assert silent == set()


def test_message_is_the_description_and_then_the_commands() -> None:
    then = Remedy(RemedyKind.PROVE, client="shop")
    error = MoveRefused("No.", remedy=Remedy(RemedyKind.STAGE, client="shop", then=then))
    assert remedies.message(error) == (
        "No. Stage a credential first: run `mosaic credential stage shop`. "
        "Prove the staged credential: run `mosaic credential prove shop`."
    )
    assert remedies.message(MoveRefused("No.")) == "No."
