"""mosaic client …"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.management.subcommands import client_options
from mosaic_clients.management.subcommands.status import line, summary
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.clients.status import statuses
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.events import SHELL


def add_subcommands(subparsers: Any) -> None:
    """Add ``client add``, ``set``, ``remove``, ``list`` and ``show``."""
    client = subparsers.add_parser("client", help="OAuth clients registered at Mosaic").add_subparsers(required=True)
    parser = client.add_parser("add", help="add a client")
    parser.add_argument("name")
    client_options.add_required(parser)
    client_options.add_changeable(parser)
    parser.set_defaults(subcommand=add)
    parser = client.add_parser("set", help="change how a client is registered, published and rotated")
    parser.add_argument("name")
    parser.add_argument("--name", dest="new_name", default=argparse.SUPPRESS, metavar="NAME", help="a new name")
    client_options.add_registered(parser)
    client_options.add_changeable(parser)
    parser.set_defaults(subcommand=change)
    parser = client.add_parser(
        "remove", help="delete a client that has no credential in use or at Mosaic; its events stay"
    )
    parser.add_argument("name")
    parser.set_defaults(subcommand=remove)
    parser = client.add_parser("list", help="list the clients and their state")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=show_all)
    parser = client.add_parser("show", help="show one client and its credentials")
    parser.add_argument("name")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=show)


def add(options: Options, shell: Shell) -> None:
    """Add a client."""
    values = {name: options[name] for name in ("client_id", "auth_method", "fapi")}
    values |= client_options.changeable_columns(options)
    values["bound"] = options["bound"] or options["fapi"]  # FAPI 2.0 allows bound tokens only
    if options["key_algorithm"]:
        values["key_algorithm"] = options["key_algorithm"]
    client = client_registry.add(
        options["name"], environment_registry.find(options["environment"]), actor=SHELL, **values
    )
    shell.note(f"Added client {client.name}. {remedies.render(Remedy(RemedyKind.STAGE, client=client.name))}")


def change(options: Options, shell: Shell) -> None:
    """Change only the columns whose options are given."""
    client = client_registry.find(options["name"])
    values = client_options.registered_columns(options) | client_options.changeable_columns(options)
    if values.get("fapi"):
        values.setdefault("bound", True)
    if "new_name" in options:
        values["name"] = options["new_name"]
    if not values:
        raise CommandError("Give at least one option: see mosaic client set --help.", returncode=2)
    for column, value in values.items():
        setattr(client, column, value)
    client_registry.change(client, list(values), actor=SHELL)
    shell.note(f"Changed {client.name}: {', '.join(values)}.")


def remove(options: Options, shell: Shell) -> None:
    """Delete a client that is no longer in use."""
    client = client_registry.find(options["name"])
    client_registry.remove(client, actor=SHELL)
    shell.note(f"Removed {options['name']}.")


def show_all(options: Options, shell: Shell) -> None:
    """List the clients."""
    clients = statuses(timezone.now())
    if options["json"]:
        shell.show_json([summary(status) for status in clients])
        return
    for status in clients:
        shell.show(line(status))


def show(options: Options, shell: Shell) -> None:
    """Show one client and every credential it ever had."""
    client = client_registry.find(options["name"])
    status = statuses(timezone.now(), only=client)[0]
    credentials = list(client.credentials.order_by("-created_at"))
    if options["json"]:
        details = {**summary(status), **_settings(client), "published": client.published}
        shell.show_json({**details, "credentials": [_credential(each) for each in credentials]})
        return
    shell.show(line(status))
    if status.next_action.remedy:
        shell.show(f"  {'to do':<22} {remedies.render(status.next_action.remedy)}")
    for name, value in _settings(client).items():
        shell.show(f"  {name.replace('_', ' '):<22} {_as_text(value)}")
    for each in credentials:
        shell.show(f"  {each.status:<20} {each.kid}  {each.subject_dn}  until {each.not_after or '-'}")


def _settings(client: Client) -> dict[str, Any]:
    """Return how a client is registered, published and rotated."""
    authority = client.certificate_authority
    names = (*client_options.REGISTERED, *client_options.CHANGEABLE, "alternative_names")
    return {
        **{name: getattr(client, name) for name in names},
        "subject": client.wanted_subject,
        "certificate_authority": authority.name if authority else None,
    }


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) or "-" if isinstance(value, list) else str(value or "-")


def _credential(credential: Credential) -> dict[str, Any]:
    names = ("kid", "status", "key_algorithm", "x5t_s256", "subject_dn", "issuer_dn", "serial", "imported")
    dates = ("not_before", "not_after", "created_at", "proven_at", "activated_at", "retired_at", "revoked_at")
    return {name: getattr(credential, name) for name in (*names, *dates)}
