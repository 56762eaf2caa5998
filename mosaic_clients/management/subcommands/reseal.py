"""mosaic reseal"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.services import resealing


def add_subcommands(subparsers: Any) -> None:
    """Add ``reseal``."""
    parser = subparsers.add_parser("reseal", help="re-encrypt every secret with the first encryption key")
    parser.set_defaults(subcommand=reseal)


def reseal(options: Options, shell: Shell) -> None:
    """Re-encrypt every secret and show progress; raises CommandError if a value does not open."""
    tally = resealing.Resealing()
    for tally in resealing.reseal():
        shell.note(f"{tally.resealed} values re-encrypted …")
    shell.show(f"{tally.resealed} values re-encrypted, {tally.left.total()} left unchanged")
    if tally.left:
        raise CommandError(" ".join(f"{count} times: {reason}" for reason, count in tally.left.items()))
