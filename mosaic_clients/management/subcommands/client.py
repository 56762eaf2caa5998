"""mosaic client …"""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.management import remedies
from mosaic_clients.management.shell import Options, Shell, duration
from mosaic_clients.management.subcommands.status import line, summary
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.clients.status import statuses
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.events import SHELL
from mosaic_clients.services.issuing import authorities

_REGISTERED = ("client_id", "auth_method", "key_algorithm", "bound", "fapi")
_CHANGEABLE = (
    "subject", "resource", "app_id", "publication", "automatic", "lifetime", "renew_before", "overlap",
)  # fmt: skip


def add_verbs(subparsers: Any) -> None:
    """Hang ``client add``, ``set``, ``remove``, ``list`` and ``show`` in."""
    verbs = subparsers.add_parser("client", help="OAuth clients registered at Mosaic").add_subparsers(required=True)
    parser = verbs.add_parser("add", help="add one")
    parser.add_argument("name")
    parser.add_argument("--environment", required=True)
    parser.add_argument("--client-id", required=True)
    parser.add_argument("--auth-method", required=True, choices=[method.value for method in AuthMethod])
    parser.add_argument("--key-algorithm", choices=[algorithm.value for algorithm in KeyAlgorithm])
    parser.add_argument("--bound", action="store_true", help="refuse tokens from Mosaic that are not bound")
    parser.add_argument("--fapi", action="store_true", help="it is registered as FAPI 2.0 compliant; --bound with it")
    _add_changeable(parser)
    parser.set_defaults(verb=add)
    changing = verbs.add_parser("set", help="change how one is registered, published and rotated")
    changing.add_argument("name")
    changing.add_argument("--name", dest="new_name", default=argparse.SUPPRESS, metavar="NAME", help="another name")
    _add_registered(changing)
    _add_changeable(changing)
    changing.set_defaults(verb=change)
    removing = verbs.add_parser("remove", help="delete one that has no credential in use or at Mosaic; its events stay")
    removing.add_argument("name")
    removing.set_defaults(verb=remove)
    listing = verbs.add_parser("list", help="list them with their state")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(verb=show_all)
    showing = verbs.add_parser("show", help="one, with its credentials")
    showing.add_argument("name")
    showing.add_argument("--json", action="store_true")
    showing.set_defaults(verb=show)


def _add_registered(parser: argparse.ArgumentParser) -> None:
    """Of a client that is there, what ``add`` asks for; left alone where it is not given."""

    def option(name: str, text: str, **kwargs: Any) -> None:
        parser.add_argument(name, default=argparse.SUPPRESS, help=text, **kwargs)

    option("--client-id", "what Mosaic calls it; nothing is known to be published or proven then")
    option("--auth-method", "while no credential lives", choices=[method.value for method in AuthMethod])
    option("--key-algorithm", "of new keys", choices=[algorithm.value for algorithm in KeyAlgorithm])
    option("--bound", "refuse tokens from Mosaic that are not bound", action=argparse.BooleanOptionalAction)
    option(
        "--fapi",
        "it is registered as FAPI 2.0 compliant; --bound with it",
        action=argparse.BooleanOptionalAction,
    )


def _add_changeable(parser: argparse.ArgumentParser) -> None:
    """Options that are left alone where they are not given."""

    def option(name: str, text: str, **kwargs: Any) -> None:
        parser.add_argument(name, default=argparse.SUPPRESS, help=text, **kwargs)

    option("--subject", "RFC 4514; CN=<client id> by default", metavar="DN")
    option(
        "--san",
        "dns:…, uri:…, ip:… or email:… of new certificates and CSRs; may be repeated, '' for none",
        dest="alternative_names",
        action="append",
        metavar="NAME",
    )
    option("--resource", "what its tokens are for", metavar="URI")
    option("--app-id", "the application at Mosaic")
    option("--publication", "how its material gets to Mosaic", choices=[method.value for method in PublicationMethod])
    option("--certificate-authority", "signs its CSRs by itself; '' for none", metavar="NAME")
    option("--lifetime", "of self-signed certificates: 90d, 12h or 'default'", type=duration, metavar="TIME")
    option("--renew-before", "a certificate's end; by default at two thirds", type=duration, metavar="TIME")
    option(
        "--overlap",
        "how long the old key stays published; longer where a token lives longer",
        type=duration,
        metavar="TIME",
    )
    how = parser.add_mutually_exclusive_group()
    for name, value, text in (
        ("--automatic", True, "rotate it by itself"),
        ("--no-automatic", False, "rotate it when somebody asks"),
        ("--automatic-by-settings", None, "as AUTOMATIC_ROTATION says"),
    ):
        how.add_argument(
            name, dest="automatic", action="store_const", const=value, default=argparse.SUPPRESS, help=text
        )


def _changeable(options: Options) -> dict[str, Any]:
    """What was given, by column; raises UnknownName for an authority that is not there."""
    values = {name: options[name] for name in _CHANGEABLE if name in options}
    if "alternative_names" in options:
        values["alternative_names"] = [name for name in options["alternative_names"] if name]
    if "certificate_authority" in options:
        name = options["certificate_authority"]
        values["certificate_authority"] = authorities.find_authority(name) if name else None
    return values


def add(options: Options, shell: Shell) -> None:
    """Add a client from the command line."""
    values = {name: options[name] for name in ("client_id", "auth_method", "bound", "fapi")} | _changeable(options)
    values["bound"] = options["bound"] or options["fapi"]  # FAPI 2.0 knows no unbound tokens
    if options["key_algorithm"]:
        values["key_algorithm"] = options["key_algorithm"]
    client = client_registry.add(
        options["name"], environment_registry.find(options["environment"]), actor=SHELL, **values
    )
    shell.note(f"Added client {client.name}. {remedies.render(Remedy(RemedyKind.STAGE, client=client.name))}")


def change(options: Options, shell: Shell) -> None:
    """Change what was given and nothing else."""
    client = client_registry.find(options["name"])
    values = {name: options[name] for name in _REGISTERED if name in options} | _changeable(options)
    if values.get("fapi"):
        values.setdefault("bound", True)
    if "new_name" in options:
        values["name"] = options["new_name"]
    if not values:
        raise CommandError("Say what to change: mosaic client set --help.", returncode=2)
    for column, value in values.items():
        setattr(client, column, value)
    client_registry.change(client, list(values), actor=SHELL)
    shell.note(f"Changed {client.name}: {', '.join(values)}.")


def remove(options: Options, shell: Shell) -> None:
    """Delete a client that is out of service."""
    client = client_registry.find(options["name"])
    client_registry.remove(client, actor=SHELL)
    shell.note(f"Removed {options['name']}.")


def show_all(options: Options, shell: Shell) -> None:
    """List the clients."""
    found = statuses(timezone.now())
    if options["json"]:
        shell.show_json([summary(status) for status in found])
        return
    for status in found:
        shell.show(line(status))


def show(options: Options, shell: Shell) -> None:
    """Show one client and every credential it ever had."""
    client = client_registry.find(options["name"])
    status = statuses(timezone.now(), only=client)[0]
    credentials = list(client.credentials.order_by("-created_at"))
    if options["json"]:
        known = {**summary(status), **_settings(client), "published": client.published}
        shell.show_json({**known, "credentials": [_credential(each) for each in credentials]})
        return
    shell.show(line(status))
    if status.next_action.remedy:
        shell.show(f"  {'to do':<22} {remedies.render(status.next_action.remedy)}")
    for name, value in _settings(client).items():
        shell.show(f"  {name.replace('_', ' '):<22} {_in_words(value)}")
    for each in credentials:
        shell.show(f"  {each.status:<20} {each.kid}  {each.subject_dn}  until {each.not_after or '-'}")


def _settings(client: Client) -> dict[str, Any]:
    """How a client is registered, published and rotated."""
    authority = client.certificate_authority
    names = (*_REGISTERED, *_CHANGEABLE, "alternative_names")
    return {
        **{name: getattr(client, name) for name in names},
        "subject": client.wanted_subject,
        "certificate_authority": authority.name if authority else None,
    }


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) or "-" if isinstance(value, list) else str(value or "-")


def _credential(credential: Credential) -> dict[str, Any]:
    names = ("kid", "status", "key_algorithm", "x5t_s256", "subject_dn", "issuer_dn", "serial", "imported")
    dates = ("not_before", "not_after", "created_at", "proven_at", "activated_at", "retired_at", "revoked_at")
    return {name: getattr(credential, name) for name in (*names, *dates)}
