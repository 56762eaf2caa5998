"""mosaic bearer …"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.bearer.verification import MAX_TOKEN
from mosaic_clients.management.shell import Options, Shell, read_text
from mosaic_clients.services import events
from mosaic_clients.services.bearers import denylist


def add_subcommands(subparsers: Any) -> None:
    """Add ``bearer deny``."""
    bearer = subparsers.add_parser("bearer", help="tokens that callers send to this site").add_subparsers(required=True)
    parser = bearer.add_parser("deny", help="refuse a token from now on, even if it is valid; reads it from stdin")
    parser.set_defaults(subcommand=deny)


@sensitive_variables()
def deny(options: Options, shell: Shell) -> None:
    """Add the token on standard input to the denylist. Other users of the machine could see an argument."""
    token = read_text("-", "token").strip()
    if not token or len(token) > MAX_TOKEN or len(token.split()) != 1:
        raise CommandError("Give one token on standard input, without 'Bearer' before it.")
    denylist.add(token, expires_at=None)
    events.record("bearer_denied", actor=events.SHELL)
    shell.note(f"Refused from now on, by every process within {conf.current().REREAD:g} seconds.")
