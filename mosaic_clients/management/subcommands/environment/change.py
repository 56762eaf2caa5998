"""mosaic environment change"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.management.subcommands.environment import bearer_policy_options, endpoint_options
from mosaic_clients.models import Environment
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.events import SHELL


def add_subcommand(subparsers: Any) -> None:
    """Add ``environment change``."""
    parser = subparsers.add_parser("change", help="change an environment; a list option replaces the whole list")
    parser.add_argument("name")
    parser.add_argument("--name", dest="new_name", metavar="NAME", help="a new name")
    parser.add_argument("--base-url", help="for example https://api.transmitsecurity.io/cis")
    endpoint_options.add_options(parser)
    parser.add_argument("--system-ca", action="store_true", help="trust the system's CAs again")
    parser.add_argument("--no-endpoint", action="append", metavar="NAME", help="use the path below the base URL again")
    bearer_policy_options.add_options(parser)
    bearer_policy_options.add_any_options(parser)
    parser.set_defaults(subcommand=change)


def change(options: Options, shell: Shell) -> None:
    """Change only the columns whose options are given. Every process applies the change within REREAD seconds."""
    environment = environment_registry.find(options["name"])
    values = _columns(options, environment)
    if not values:
        raise CommandError("Give at least one option: see mosaic environment change --help.", returncode=2)
    for column, value in values.items():
        setattr(environment, column, value)
    environment_registry.change(environment, list(values), actor=SHELL)
    if others := [column for column in values if column not in bearer_policy_options.COLUMNS]:
        shell.note(f"Changed {environment.name}: {', '.join(others)}.")
    if len(others) < len(values):
        shell.note(f"{environment.name} accepts {bearer_policy_options.describe(environment)}.")


def _columns(options: Options, environment: Environment) -> dict[str, Any]:
    values = endpoint_options.columns(options, environment.endpoint_overrides) | bearer_policy_options.columns(options)
    values |= bearer_policy_options.cleared_columns(options, values)
    for option, column in (("new_name", "name"), ("base_url", "base_url")):
        if options[option] is not None:
            values[column] = options[option]
    if options["system_ca"]:
        if "trusted_ca" in values:
            raise CommandError("Give --trusted-ca or --system-ca, not both.", returncode=2)
        values["trusted_ca"] = ""
    if options["no_endpoint"]:
        overrides = dict(values.get("endpoint_overrides", environment.endpoint_overrides))
        for name in options["no_endpoint"]:
            if overrides.pop(name, None) is None:
                raise CommandError(f"Endpoint {name!r} of {environment.name} has no override.")
        values["endpoint_overrides"] = overrides
    return values
