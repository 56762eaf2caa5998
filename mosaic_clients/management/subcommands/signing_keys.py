"""mosaic signing-keys …"""

from __future__ import annotations

from typing import Any

from mosaic_clients.core.jose.jwks import HARD_STOP, SigningKeys
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.events import SHELL
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys import store as signing_key_store


def add_verbs(subparsers: Any) -> None:
    """Hang ``signing-keys show``, ``refresh`` and ``purge`` in."""
    verbs = subparsers.add_parser("signing-keys", help="Mosaic's public keys, as cached").add_subparsers(required=True)
    parser = verbs.add_parser("show", help="which they are, how fresh, and what the last fetch came to")
    parser.add_argument("environment")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(verb=show)
    parser = verbs.add_parser("refresh", help="fetch them now; a failure replaces nothing")
    parser.add_argument("environment")
    parser.set_defaults(verb=refresh)
    parser = verbs.add_parser("purge", help="forget them and every token verified with them, and fetch anew")
    parser.add_argument("environment")
    parser.set_defaults(verb=purge)


def show(options: Options, shell: Shell) -> None:
    """Show what is cached."""
    environment = environment_registry.find(options["environment"])
    row = SigningKeySet.objects.filter(environment=environment).first() or SigningKeySet(environment=environment)
    if options["json"]:
        shell.show_json(summary(row))
        return
    for name, value in summary(row).items():
        text = ", ".join(value) if isinstance(value, list) else {True: "yes", False: "no"}.get(value, value)
        shell.show(f"{name.replace('_', ' ')}: {text or '-'}")


def refresh(options: Options, shell: Shell) -> None:
    """Fetch now."""
    environment = environment_registry.find(options["environment"])
    _note_asking(environment, shell)
    shell.note(f"Fetched {_counted(signing_key_refresh.refresh(environment))} of {environment.name}.")


def purge(options: Options, shell: Shell) -> None:
    """Forget, and fetch anew."""
    environment = environment_registry.find(options["environment"])
    _note_asking(environment, shell)
    keys = signing_key_refresh.purge(environment, actor=SHELL)
    shell.note(f"Forgot the signing keys of {environment.name} and fetched {_counted(keys)} anew.")


def summary(row: SigningKeySet) -> dict[str, Any]:
    """The cached set as JSON; times are None where the thing has not happened. No private material exists here."""
    keys = signing_key_store.trusted(row)
    return {
        "environment": row.environment.name,
        "usable": keys is not None,
        "kids": row.kids,
        "fetched_at": row.fetched_at,
        "fresh_until": row.fresh_until,
        "trusted_until": row.fetched_at + HARD_STOP if row.fetched_at else None,
        "etag": row.etag,
        "next_fetch": row.due_at,
        "last_attempt": row.attempted_at,
        "failing_since": row.failing_since,
        "problem": row.problem,
    }


def _counted(keys: SigningKeys) -> str:
    return f"{len(keys.keys)} signing {'key' if len(keys.keys) == 1 else 'keys'}"


def _note_asking(environment: Environment, shell: Shell) -> None:
    shell.note(f"Asking {environment.endpoints.signing_keys} …")
