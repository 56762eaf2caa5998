"""``manage.py mosaic``: every verb of the admin in the shell."""

from __future__ import annotations

from typing import Any

from django.core import checks as django_checks
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from mosaic_clients.checks.settings import MISSING_KEY
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Shell, Verb, printable
from mosaic_clients.management.subcommands import (
    authority,
    bearer,
    client,
    credential,
    doctor,
    export,
    rotation,
    signing_keys,
    spoof_check,
    status,
    token_operations,
)
from mosaic_clients.management.subcommands.environment import registry

_NOUNS = (
    registry,
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
    token_operations,
)


class Command(BaseCommand):
    """Exit 0 done, 1 refused or failed (one clear line, nothing half-done), 2 usage."""

    help = "Manage mTLS client credentials for Mosaic."
    requires_system_checks: list[str] = []  # ``handle`` runs them itself

    def add_arguments(self, parser: CommandParser) -> None:
        """One subparser a verb."""
        parser.add_argument("--skip-checks", action="store_true", help="Skip system checks.")
        subparsers = parser.add_subparsers(required=True, metavar="VERB")
        for noun in _NOUNS:
            noun.add_verbs(subparsers)

    def run_from_argv(self, argv: list[str]) -> None:
        """Run from the command line, where a kid may begin with a hyphen, which argparse takes for an option."""
        super().run_from_argv(_with_kid_joined(argv))

    def handle(self, *args: Any, verb: Verb, skip_checks: bool = False, **options: Any) -> None:
        """Run the verb; raises CommandError with one line for whatever it refuses."""
        shell = Shell(self.stdout, self.stderr)
        if not skip_checks:
            self._check(shell)
        try:
            verb(options, shell)
        except MosaicError as error:
            raise CommandError(printable(remedies.message(error))) from None
        except DatabaseError as error:
            reason = printable(str(error).partition("\n")[0])
            raise CommandError(f"The database fails: {reason}. Does it run, and is it migrated?") from error
        except UnicodeEncodeError:
            raise CommandError("That cannot be stored or shown: is every argument UTF-8 text?") from None

    def _check(self, shell: Shell) -> None:
        """Django's system checks. A lost encryption key is a remark here, for these verbs are what heals it."""
        found = [message for message in django_checks.run_checks() if not message.is_silenced()]
        others = [message for message in found if message.id != MISSING_KEY]
        if others:  # Django shows them all, and raises SystemCheckError where one of these is serious
            is_over = any(message.is_serious() for message in others)
            self.check(fail_level=django_checks.ERROR if is_over else django_checks.CRITICAL + 1)
            return
        for message in found:
            shell.note(f"{message.msg} {message.hint}")


def _with_kid_joined(argv: list[str]) -> list[str]:
    joined: list[str] = []
    for word in argv:
        if joined and joined[-1] == "--kid":
            joined[-1] = f"--kid={word}"
        else:
            joined.append(word)
    return joined
