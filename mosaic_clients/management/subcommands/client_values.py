"""mosaic jwks, chain, subject-dn, csr, token: values for Mosaic, for a CA or for another program."""

from __future__ import annotations

from typing import Any

from mosaic_clients.core.jose.public_jwk import dump_key_set
from mosaic_clients.management.shell import Options, Shell
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import publication


def add_subcommands(subparsers: Any) -> None:
    """Add the subcommands that print one value of a client."""
    for name, function, text in (
        ("jwks", jwks, "the client key set, ready to paste"),
        ("chain", chain, "the PEM chain, leaf to root"),
        ("subject-dn", subject_dn, "the subject DN, RFC 4514"),
        ("csr", csr, "the CSR of the credential that awaits its certificate"),
        ("token", token, "a currently valid access token"),
    ):
        parser = subparsers.add_parser(name, help=text)
        parser.add_argument("client")
        parser.set_defaults(subcommand=function)
        if function is token:
            parser.add_argument("--resource", metavar="URI", help="the client's resource by default")
            parser.add_argument(
                "--fresh", action="store_true", help="fetch a new token even if the cached one is valid"
            )


def jwks(options: Options, shell: Shell) -> None:
    """Print the client key set."""
    shell.show(dump_key_set(publication.key_set(client_registry.find(options["client"]))))


def chain(options: Options, shell: Shell) -> None:
    """Print the chain."""
    shell.show(publication.chain(client_registry.find(options["client"])))


def subject_dn(options: Options, shell: Shell) -> None:
    """Print the subject DN."""
    shell.show(publication.subject_dn(client_registry.find(options["client"])))


def csr(options: Options, shell: Shell) -> None:
    """Print the CSR again."""
    shell.show(staging.credential_awaiting_certificate(client_registry.find(options["client"])).csr)


def token(options: Options, shell: Shell) -> None:
    """Print an access token."""
    client = client_registry.find(options["client"])
    shell.show(token_refresh.current(client, options["resource"], force=options["fresh"]).value)
