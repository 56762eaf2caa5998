"""Which bearers an environment accepts: options of ``mosaic environment add`` and ``change``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.management.shell import Options
from mosaic_clients.models import Environment

# Name in the options → its column and claim.
LISTS = {
    "tenant": ("allowed_tenants", "tid"),
    "app_id": ("allowed_app_ids", "app_id"),
    "client_id": ("allowed_client_ids", "client_id"),
}
COLUMNS = {"require_bound", *(column for column, _ in LISTS.values())}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that limit which bearers are accepted."""
    parser.add_argument(
        "--require-bound", action=argparse.BooleanOptionalAction, help="accept only certificate-bound bearers"
    )
    for what, (_, claim) in LISTS.items():
        parser.add_argument(
            f"--allow-{what.replace('_', '-')}",
            action="append",
            metavar=claim.upper(),
            help=f"accept only bearers with this {claim}; may be repeated; every {claim} by default",
        )


def add_any_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that remove a limit."""
    for what, (_, claim) in LISTS.items():
        parser.add_argument(f"--any-{what.replace('_', '-')}", action="store_true", help=f"accept every {claim} again")


def columns(options: Options) -> dict[str, Any]:
    """Return the columns that the options set, and their values."""
    values: dict[str, Any] = {}
    if options["require_bound"] is not None:
        values["require_bound"] = options["require_bound"]
    for what, (column, _) in LISTS.items():
        if options[f"allow_{what}"]:
            values[column] = options[f"allow_{what}"]
    return values


def cleared_columns(options: Options, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns whose limit is removed; raises CommandError if ``values`` set one of them too."""
    cleared: dict[str, Any] = {}
    for what, (column, _) in LISTS.items():
        if options[f"any_{what}"]:
            if column in values:
                name = what.replace("_", "-")
                raise CommandError(f"Give --allow-{name} or --any-{name}, not both.", returncode=2)
            cleared[column] = []
    return cleared


def describe(environment: Environment) -> str:
    """Describe which bearers an environment accepts."""
    kind = "certificate-bound bearers" if environment.require_bound else "bearers"
    limits = [f"{claim} {' or '.join(getattr(environment, column))}" for column, claim in LISTS.values()
              if getattr(environment, column)]  # fmt: skip
    return f"{kind} of {', '.join(limits)}" if limits else f"{kind} of every tenant, application and client"
