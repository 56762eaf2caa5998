"""mosaic environment change"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.management.subcommands.environment import bearer_policy_options, endpoint_options
from mosaic_clients.models import Environment
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.events import SHELL


def add_verb(verbs: Any) -> None:
    """Hang ``environment change`` in."""
    parser = verbs.add_parser("change", help="change where one is and what it accepts; lists that are given replace")
    parser.add_argument("name")
    parser.add_argument("--name", dest="new_name", metavar="NAME", help="another name")
    parser.add_argument("--base-url", help="for example https://api.transmitsecurity.io/cis")
    endpoint_options.add_options(parser)
    parser.add_argument("--system-ca", action="store_true", help="trust again what the system trusts")
    parser.add_argument("--no-endpoint", action="append", metavar="NAME", help="take it below the base URL again")
    bearer_policy_options.add_options(parser)
    bearer_policy_options.add_any_options(parser)
    parser.set_defaults(verb=change)


def change(options: Options, shell: Shell) -> None:
    """Change what was given and nothing else; every process judges bearers by it within REREAD seconds."""
    environment = environment_registry.find(options["name"])
    values = _columns(options, environment)
    if not values:
        raise CommandError("Say what to change: mosaic environment change --help.", returncode=2)
    for column, value in values.items():
        setattr(environment, column, value)
    environment_registry.change(environment, list(values), actor=SHELL)
    if elsewhere := [column for column in values if column not in bearer_policy_options.COLUMNS]:
        shell.note(f"Changed {environment.name}: {', '.join(elsewhere)}.")
    if len(elsewhere) < len(values):
        shell.note(f"{environment.name} accepts {bearer_policy_options.told(environment)}.")


def _columns(options: Options, environment: Environment) -> dict[str, Any]:
    values = endpoint_options.columns(options, environment.endpoint_overrides) | bearer_policy_options.columns(options)
    values |= bearer_policy_options.emptied(options, values)
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
                raise CommandError(f"Endpoint {name!r} of {environment.name} is not elsewhere.")
        values["endpoint_overrides"] = overrides
    return values
