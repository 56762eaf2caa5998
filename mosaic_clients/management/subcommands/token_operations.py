"""mosaic introspect, revoke-token: operations on one token, which is read from standard input only."""

from __future__ import annotations

from typing import Any

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.management.shell import Options, Shell, read_text
from mosaic_clients.services.access_tokens import token_operations
from mosaic_clients.services.clients import registry as client_registry


def add_subcommands(subparsers: Any) -> None:
    """Add ``introspect`` and ``revoke-token``."""
    for name, function, text in (
        ("introspect", introspect, "show whether a token is active, and its claims, as JSON; reads it from stdin"),
        ("revoke-token", revoke_token, "revoke a token at Mosaic and here; reads it from stdin"),
    ):
        parser = subparsers.add_parser(name, help=text)
        parser.add_argument("client")
        parser.add_argument("--hint", choices=[hint for hint in token_operations.HINTS if hint], default="")
        parser.set_defaults(subcommand=function)


@sensitive_variables()
def introspect(options: Options, shell: Shell) -> None:
    """Print whether a token is active, and its claims."""
    client = client_registry.find(options["client"])
    introspection = token_operations.introspect(client, _token(), token_type_hint=options["hint"])
    shell.show_json({**introspection.claims, "active": introspection.active})


@sensitive_variables()
def revoke_token(options: Options, shell: Shell) -> None:
    """Revoke a token."""
    client = client_registry.find(options["client"])
    token_operations.revoke(client, _token(), token_type_hint=options["hint"])
    shell.note("Revoked. This deployment refuses it from now on, and Mosaic does not renew it.")


@sensitive_variables()
def _token() -> str:
    return read_text("-", "token").strip()
