"""Which bearers an environment accepts: options of ``mosaic environment add``, and ``mosaic environment change``."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.services import environments
from mosaic_clients.services.events import SHELL

# What is allowed → its column and claim.
LISTS = {
    "tenant": ("allowed_tenants", "tid"),
    "app_id": ("allowed_app_ids", "app_id"),
    "client_id": ("allowed_client_ids", "client_id"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Hang the options in that say what is accepted."""
    parser.add_argument(
        "--require-bound", action=argparse.BooleanOptionalAction, help="accept certificate-bound bearers only"
    )
    for what, (_, claim) in LISTS.items():
        parser.add_argument(
            f"--allow-{what.replace('_', '-')}",
            action="append",
            metavar=claim.upper(),
            help=f"accept bearers of this {claim} only; repeatable; any by default",
        )


def add_verb(verbs: Any) -> None:
    """Hang ``environment change`` in."""
    parser = verbs.add_parser("change", help="change which bearers are accepted; lists that are given are replaced")
    parser.add_argument("name")
    add_options(parser)
    for what, (_, claim) in LISTS.items():
        parser.add_argument(f"--any-{what.replace('_', '-')}", action="store_true", help=f"accept every {claim} again")
    parser.set_defaults(verb=change)


def columns(options: Options) -> dict[str, Any]:
    """The columns that the options set, and their values."""
    values: dict[str, Any] = {}
    if options["require_bound"] is not None:
        values["require_bound"] = options["require_bound"]
    for what, (column, _) in LISTS.items():
        if options[f"allow_{what}"]:
            values[column] = options[f"allow_{what}"]
    return values


def change(options: Options, shell: Shell) -> None:
    """Change what an environment accepts; every process does so within REREAD seconds."""
    values = columns(options)
    for what, (column, _) in LISTS.items():
        if options[f"any_{what}"]:
            if column in values:
                name = what.replace("_", "-")
                raise CommandError(f"Give --allow-{name} or --any-{name}, not both.", returncode=2)
            values[column] = []
    if not values:
        raise CommandError("Say what to change: --require-bound, --allow-tenant, --any-tenant, …", returncode=2)
    environment = environments.find(options["name"])
    for column, value in values.items():
        setattr(environment, column, value)
    environments.change(environment, list(values), actor=SHELL)
    shell.note(f"{environment.name} accepts {_accepted(environment)}.")


def _accepted(environment: Any) -> str:
    kind = "certificate-bound bearers" if environment.require_bound else "bearers"
    limits = [f"{claim} {' or '.join(getattr(environment, column))}" for column, claim in LISTS.values()
              if getattr(environment, column)]  # fmt: skip
    return f"{kind} of {', '.join(limits)}" if limits else f"{kind} of every tenant, application and client"
