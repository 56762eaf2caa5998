"""mosaic introspect, revoke-token: about one token, which comes by standard input and never by the command line."""

from __future__ import annotations

from typing import Any

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.management.shell import Options, Shell, read_text
from mosaic_clients.services.access_tokens import token_operations
from mosaic_clients.services.clients import registry as client_registry


def add_verbs(subparsers: Any) -> None:
    """Hang the verbs in that ask or tell Mosaic about a token."""
    for name, does, text in (
        ("introspect", introspect, "what Mosaic says of a token now, as JSON; the token comes by standard input"),
        ("revoke-token", revoke_token, "revoke a token at Mosaic and here; the token comes by standard input"),
    ):
        parser = subparsers.add_parser(name, help=text)
        parser.add_argument("client")
        parser.add_argument("--hint", choices=[hint for hint in token_operations.HINTS if hint], default="")
        parser.set_defaults(verb=does)


@sensitive_variables()
def introspect(options: Options, shell: Shell) -> None:
    """Print whether a token is active, and its claims."""
    client = client_registry.find(options["client"])
    known = token_operations.introspect(client, _token(), token_type_hint=options["hint"])
    shell.show_json({**known.claims, "active": known.active})


@sensitive_variables()
def revoke_token(options: Options, shell: Shell) -> None:
    """Revoke a token."""
    client = client_registry.find(options["client"])
    token_operations.revoke(client, _token(), token_type_hint=options["hint"])
    shell.note("Revoked. This deployment refuses it from now on, Mosaic does not renew it.")


@sensitive_variables()
def _token() -> str:
    return read_text("-", "token").strip()
