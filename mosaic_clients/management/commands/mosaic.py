"""``manage.py mosaic``: the shell offers every action of the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core import checks as django_checks
from django.core.checks.registry import registry as check_registry
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from mosaic_clients import checks
from mosaic_clients.checks.settings import MISSING_KEY
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Shell, Subcommand, printable
from mosaic_clients.management.subcommands import (
    authority,
    bearer,
    client,
    client_values,
    credential,
    doctor,
    reseal,
    rotation,
    signing_keys,
    spoof_check,
    status,
    token_operations,
)
from mosaic_clients.management.subcommands.environment import registry

SITE_CHECKS = {django_checks.Tags.admin, django_checks.Tags.templates, django_checks.Tags.urls, checks.API}
"""Tags of the checks that import what serves requests: it takes half as long as all the rest of a command. A mistake
there must not stop the revocation of a credential. ``manage.py check`` runs them."""

_MODULES = (
    registry,
    client,
    credential,
    client_values,
    rotation,
    authority,
    reseal,
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
        """Add a subparser for each subcommand."""
        parser.add_argument("--skip-checks", action="store_true", help="Skip system checks.")
        subparsers = parser.add_subparsers(required=True, metavar="SUBCOMMAND")
        for module in _MODULES:
            module.add_subcommands(subparsers)

    def run_from_argv(self, argv: list[str]) -> None:
        """Run from the command line. A kid may begin with a hyphen, which argparse would take for an option."""
        super().run_from_argv(_with_kid_joined(argv))

    def handle(self, *args: Any, subcommand: Subcommand, skip_checks: bool = False, **options: Any) -> None:
        """Run the subcommand; raises CommandError with one line if it refuses or fails."""
        shell = Shell(self.stdout, self.stderr)
        if not skip_checks:
            self._check(shell)
        try:
            subcommand(options, shell)
        except MosaicError as error:
            raise CommandError(printable(remedies.message(error))) from None
        except DatabaseError as error:
            reason = printable(str(error).partition("\n")[0])
            raise CommandError(
                f"The database failed: {reason}. Check that it runs and that its migrations are applied."
            ) from error
        except UnicodeEncodeError:
            raise CommandError(
                "An argument cannot be stored or shown. Check that every argument is UTF-8 text."
            ) from None

    def _check(self, shell: Shell) -> None:
        """Run system checks. A lost encryption key is only a remark here: these subcommands repair it."""
        messages = [message for message in _run_checks() if not message.is_silenced()]
        others = [message for message in messages if message.id != MISSING_KEY]
        if others:  # Django shows all of them, and raises SystemCheckError if one of these is serious
            must_fail = any(message.is_serious() for message in others)
            self.check(fail_level=django_checks.ERROR if must_fail else django_checks.CRITICAL + 1)
            return
        for message in messages:
            shell.note(f"{message.msg} {message.hint}")


def _run_checks() -> Iterator[django_checks.CheckMessage]:
    """Run the system checks that concern commands."""
    for check in check_registry.get_checks():
        if SITE_CHECKS.isdisjoint(check.tags):
            yield from check(app_configs=None, databases=None)


def _with_kid_joined(argv: list[str]) -> list[str]:
    """Write ``--kid X`` as ``--kid=X``."""
    joined: list[str] = []
    for word in argv:
        if joined and joined[-1] == "--kid":
            joined[-1] = f"--kid={word}"
        else:
            joined.append(word)
    return joined
