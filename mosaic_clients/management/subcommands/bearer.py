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


def add_verbs(subparsers: Any) -> None:
    """Hang ``bearer deny`` in."""
    verbs = subparsers.add_parser("bearer", help="tokens that arrive here").add_subparsers(required=True)
    denying = verbs.add_parser("deny", help="refuse one from now on, whatever else holds; it is read from stdin")
    denying.set_defaults(verb=deny)


@sensitive_variables()
def deny(options: Options, shell: Shell) -> None:
    """Put the token on standard input on the denylist; it is never an argument, which others could see."""
    token = read_text("-", "token").strip()
    if not token or len(token) > MAX_TOKEN or len(token.split()) != 1:
        raise CommandError("Give one token on standard input, without 'Bearer' before it.")
    denylist.add(token, expires_at=None)
    events.record("bearer_denied", actor=events.SHELL)
    shell.note(f"Refused from now on, by every process within {conf.current().REREAD:g} seconds.")
