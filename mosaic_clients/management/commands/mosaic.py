"""``manage.py mosaic``: every verb of the admin in the shell."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.management.shell import Shell, Verb
from mosaic_clients.management.verbs import (
    authority,
    bearer,
    client,
    credential,
    doctor,
    environment,
    export,
    rotation,
    signing_keys,
    spoof_check,
    status,
    token_calls,
)

_NOUNS = (
    environment,
    client,
    credential,
    export,
    rotation,
    authority,
    bearer,
    signing_keys,
    spoof_check,
    status,
    doctor,
    token_calls,
)


class Command(BaseCommand):
    """Exit 0 done, 1 refused or failed (one clear line, nothing half-done), 2 usage."""

    help = "Manage mTLS client credentials for Mosaic."

    def add_arguments(self, parser: CommandParser) -> None:
        """One subparser a verb."""
        subparsers = parser.add_subparsers(required=True, metavar="VERB")
        for noun in _NOUNS:
            noun.add_verbs(subparsers)

    def run_from_argv(self, argv: list[str]) -> None:
        """Run from the command line, where a kid may begin with a hyphen, which argparse takes for an option."""
        super().run_from_argv(_with_kid_joined(argv))

    def handle(self, *args: Any, verb: Verb, **options: Any) -> None:
        """Run the verb; raises CommandError with one line for whatever it refuses."""
        try:
            verb(options, Shell(self.stdout, self.stderr))
        except MosaicError as error:
            raise CommandError(error.description) from None
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database fails: {reason}. Does it run, and is it migrated?") from error


def _with_kid_joined(argv: list[str]) -> list[str]:
    joined: list[str] = []
    for word in argv:
        if joined and joined[-1] == "--kid":
            joined[-1] = f"--kid={word}"
        else:
            joined.append(word)
    return joined
