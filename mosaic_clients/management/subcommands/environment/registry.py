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


def add_verbs(subparsers: Any) -> None:
    """Hang ``environment add``, ``change``, ``discover``, ``remove``, ``list`` and ``set-manager`` in."""
    verbs = subparsers.add_parser("environment", help="Mosaic installations").add_subparsers(required=True)
    parser = verbs.add_parser("add", help="add one, a region of Transmit or your own address")
    parser.add_argument("name")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--region", choices=list(REGIONS), help="a region that Transmit runs")
    where.add_argument("--base-url", help="for example https://api.transmitsecurity.io/cis")
    endpoint_options.add_options(parser)
    bearer_policy_options.add_options(parser)
    parser.set_defaults(verb=add)
    environment_change.add_verb(verbs)
    discovering = verbs.add_parser(
        "discover", help="read its discovery document, take mTLS aliases from it, say what differs from what is stored"
    )
    discovering.add_argument("name")
    using = discovering.add_mutually_exclusive_group()
    using.add_argument("--use", action="store_true", help="take its endpoints from now on, mTLS aliases first")
    using.add_argument("--no-use", action="store_true", help="back to those below the base URL; nothing is read")
    discovering.add_argument("--json", action="store_true")
    discovering.set_defaults(verb=discover)
    managing = verbs.add_parser("set-manager", help="choose the client whose token authorizes pushes")
    managing.add_argument("name")
    who = managing.add_mutually_exclusive_group(required=True)
    who.add_argument("client", nargs="?", help="a client of the same environment")
    who.add_argument("--none", action="store_true", help="each client pushes with its own token")
    managing.set_defaults(verb=set_manager)
    removing = verbs.add_parser("remove", help="delete one without clients")
    removing.add_argument("name")
    removing.set_defaults(verb=remove)
    listing = verbs.add_parser("list", help="list them")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(verb=show_all)


def add(options: Options, shell: Shell) -> None:
    """Add an environment from the command line."""
    region = REGIONS[options["region"]] if options["region"] else Region(options["base_url"], ())
    issuers = options["issuer"] or list(region.issuers)
    if not issuers:
        raise CommandError(
            "Give --issuer, the exact iss of its tokens: it does not follow from the address.",
            returncode=2 if options["base_url"] else 1,
        )
    values = endpoint_options.columns(options, {}) | bearer_policy_options.columns(options)
    values |= {"base_url": region.base_url, "issuers": issuers}
    environment = environment_registry.add(options["name"], actor=SHELL, **values)
    shell.note(f"Added environment {environment.name}: {environment.endpoints.token}")


def discover(options: Options, shell: Shell) -> None:
    """Read the discovery document, store it and show what differs; or stop using it."""
    environment = environment_registry.find(options["name"])
    if options["no_use"]:
        discovery.leave(environment, actor=SHELL)
        found = discovery.drift(environment)
    else:
        shell.note(f"Asking {environment.endpoints.discovery}")
        found = discovery.discover(environment, actor=SHELL, use=options["use"] or None)
    if options["json"]:
        shell.show_json(_metadata(environment, found))
        return
    for difference in found:
        shell.show(str(difference))
    used = "taken from the discovery document" if environment.use_discovery else "not taken from it (--use)"
    shell.note(f"{len(found)} differences. The endpoints of {environment.name} are {used}.")


def _metadata(environment: Environment, found: list[Difference]) -> dict[str, Any]:
    known = environment.discovery
    return {
        "environment": environment.name,
        "use_discovery": environment.use_discovery,
        "discovered_at": environment.discovered_at,
        "issuer": known.issuer if known else None,
        "endpoints": {name: asdict(each) for name, each in environment.located.items()},
        "differences": [asdict(difference) for difference in found],
    }


def remove(options: Options, shell: Shell) -> None:
    """Delete an environment that nothing depends on."""
    environment_registry.remove(environment_registry.find(options["name"]), actor=SHELL)
    shell.note(f"Removed {options['name']}.")


def set_manager(options: Options, shell: Shell) -> None:
    """Choose the management client of an environment."""
    environment = environment_registry.find(options["name"])
    environment.management_client = None if options["none"] else client_registry.find(options["client"])
    environment_registry.change(environment, ["management_client"], actor=SHELL)
    shell.note(f"{environment.name} is managed by {environment.management_client or 'each client itself'}.")


def show_all(options: Options, shell: Shell) -> None:
    """List the environments."""
    rows = list(Environment.objects.all())
    if options["json"]:
        shell.show_json([{"name": row.name, "base_url": row.base_url, "issuers": row.issuers} for row in rows])
        return
    for row in rows:
        shell.show(f"{row.name}  {row.base_url}  {' '.join(row.issuers)}")
