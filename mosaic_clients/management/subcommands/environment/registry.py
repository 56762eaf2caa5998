"""mosaic environment …"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.oauth.discovery import Difference
from mosaic_clients.core.oauth.endpoints import REGIONS, Region
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.management.subcommands.environment import bearer_policy_options, endpoint_options
from mosaic_clients.management.subcommands.environment import change as environment_change
from mosaic_clients.models import Environment
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.events import SHELL


def add_subcommands(subparsers: Any) -> None:
    """Add ``environment add``, ``change``, ``discover``, ``remove``, ``list`` and ``set-manager``."""
    environment = subparsers.add_parser("environment", help="Mosaic installations").add_subparsers(required=True)
    _add_add(environment)
    environment_change.add_subcommand(environment)
    _add_discover(environment)
    _add_set_manager(environment)
    parser = environment.add_parser("remove", help="delete an environment that has no clients")
    parser.add_argument("name")
    parser.set_defaults(subcommand=remove)
    parser = environment.add_parser("list", help="list the environments")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=show_all)


def _add_add(subparsers: Any) -> None:
    parser = subparsers.add_parser("add", help="add a region of Transmit Security, or a base URL of your own")
    parser.add_argument("name")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--region", choices=list(REGIONS), help="a region of Transmit Security")
    group.add_argument("--base-url", help="for example https://api.transmitsecurity.io/cis")
    endpoint_options.add_options(parser)
    bearer_policy_options.add_options(parser)
    parser.set_defaults(subcommand=add)


def _add_discover(subparsers: Any) -> None:
    parser = subparsers.add_parser("discover", help="read the discovery document and show the differences")
    parser.add_argument("name")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--use", action="store_true", help="use its endpoints from now on, mTLS aliases first")
    group.add_argument("--no-use", action="store_true", help="use the endpoints below the base URL; nothing is read")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=discover)


def _add_set_manager(subparsers: Any) -> None:
    parser = subparsers.add_parser("set-manager", help="choose the client whose token authorizes pushes")
    parser.add_argument("name")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("client", nargs="?", help="a client of the same environment")
    group.add_argument("--none", action="store_true", help="each client pushes with its own token")
    parser.set_defaults(subcommand=set_manager)


def add(options: Options, shell: Shell) -> None:
    """Add an environment."""
    region = REGIONS[options["region"]] if options["region"] else Region(options["base_url"], ())
    issuers = options["issuer"] or list(region.issuers)
    if not issuers:
        raise CommandError(
            "Give --issuer, the exact iss of its tokens: it cannot be derived from the base URL.",
            returncode=2 if options["base_url"] else 1,
        )
    values = endpoint_options.columns(options, {}) | bearer_policy_options.columns(options)
    values |= {"base_url": region.base_url, "issuers": issuers}
    environment = environment_registry.add(options["name"], actor=SHELL, **values)
    shell.note(f"Added environment {environment.name}: {environment.endpoints.token}")


def discover(options: Options, shell: Shell) -> None:
    """Read and store the discovery document and show the differences, or stop using it."""
    environment = environment_registry.find(options["name"])
    if options["no_use"]:
        discovery.stop_using(environment, actor=SHELL)
        differences = discovery.drift(environment)
    else:
        shell.note(f"Asking {environment.endpoints.discovery}")
        differences = discovery.discover(environment, actor=SHELL, use=options["use"] or None)
    if options["json"]:
        shell.show_json(_metadata(environment, differences))
        return
    for difference in differences:
        shell.show(str(difference))
    source = "taken from the discovery document" if environment.use_discovery else "not taken from it (see --use)"
    shell.note(f"{len(differences)} differences. The endpoints of {environment.name} are {source}.")


def _metadata(environment: Environment, differences: list[Difference]) -> dict[str, Any]:
    document = environment.discovery
    return {
        "environment": environment.name,
        "use_discovery": environment.use_discovery,
        "discovered_at": environment.discovered_at,
        "issuer": document.issuer if document else None,
        "endpoints": {name: asdict(each) for name, each in environment.located.items()},
        "differences": [asdict(difference) for difference in differences],
    }


def remove(options: Options, shell: Shell) -> None:
    """Delete an environment that has no clients."""
    environment_registry.remove(environment_registry.find(options["name"]), actor=SHELL)
    shell.note(f"Removed {options['name']}.")


def set_manager(options: Options, shell: Shell) -> None:
    """Choose the management client of an environment."""
    environment = environment_registry.find(options["name"])
    environment.management_client = None if options["none"] else client_registry.find(options["client"])
    environment_registry.change(environment, ["management_client"], actor=SHELL)
    shell.note(f"{environment.name}: pushes are authorized by {environment.management_client or 'each client itself'}.")


def show_all(options: Options, shell: Shell) -> None:
    """List the environments."""
    rows = list(Environment.objects.all())
    if options["json"]:
        shell.show_json([{"name": row.name, "base_url": row.base_url, "issuers": row.issuers} for row in rows])
        return
    for row in rows:
        shell.show(f"{row.name}  {row.base_url}  {' '.join(row.issuers)}")
