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


def add_subcommands(subparsers: Any) -> None:
    """Add ``signing-keys show``, ``refresh`` and ``purge``."""
    signing_keys = subparsers.add_parser("signing-keys", help="cached public keys of Mosaic")
    subcommands = signing_keys.add_subparsers(required=True)
    parser = subcommands.add_parser("show", help="show the keys, their age and the result of the last fetch")
    parser.add_argument("environment")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(subcommand=show)
    parser = subcommands.add_parser("refresh", help="fetch them now; if it fails, the cached keys are kept")
    parser.add_argument("environment")
    parser.set_defaults(subcommand=refresh)
    parser = subcommands.add_parser(
        "purge", help="delete them and every cached result of a verification, then fetch them again"
    )
    parser.add_argument("environment")
    parser.set_defaults(subcommand=purge)


def show(options: Options, shell: Shell) -> None:
    """Show the cached keys."""
    environment = environment_registry.find(options["environment"])
    row = SigningKeySet.objects.filter(environment=environment).first() or SigningKeySet(environment=environment)
    if options["json"]:
        shell.show_json(summary(row))
        return
    for name, value in summary(row).items():
        text = ", ".join(value) if isinstance(value, list) else {True: "yes", False: "no"}.get(value, value)
        shell.show(f"{name.replace('_', ' ')}: {text or '-'}")


def refresh(options: Options, shell: Shell) -> None:
    """Fetch the keys now."""
    environment = environment_registry.find(options["environment"])
    _note_request(environment, shell)
    shell.note(f"Fetched {_count(signing_key_refresh.refresh(environment))} of {environment.name}.")


def purge(options: Options, shell: Shell) -> None:
    """Delete the cached keys and fetch them again."""
    environment = environment_registry.find(options["environment"])
    _note_request(environment, shell)
    keys = signing_key_refresh.purge(environment, actor=SHELL)
    shell.note(f"Deleted the cached signing keys of {environment.name} and fetched {_count(keys)} again.")


def summary(row: SigningKeySet) -> dict[str, Any]:
    """Return the cached set for JSON. A time is None if its event has not happened. All keys are public."""
    keys = signing_key_store.trusted_keys(row)
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


def _count(keys: SigningKeys) -> str:
    return f"{len(keys.keys)} signing {'key' if len(keys.keys) == 1 else 'keys'}"


def _note_request(environment: Environment, shell: Shell) -> None:
    shell.note(f"Asking {environment.endpoints.signing_keys} …")
