"""Where an environment is and whose word counts there: options of ``mosaic environment add`` and ``change``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandError

from mosaic_clients.core.oauth.endpoints import (
    DEFAULT_ALGORITHMS,
    SUPPORTED_ALGORITHMS,
    TOKEN_TYPES,
    require_endpoint_path,
)
from mosaic_clients.management.shell import Options, read_text

_LISTS = {"issuer": "issuers", "audience": "audiences", "algorithm": "algorithms", "token_type": "token_types"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Hang the options in, but for the base URL."""
    parser.add_argument("--issuer", action="append", help="exact iss of its tokens; needed with a base URL of your own")
    parser.add_argument("--audience", action="append", help="accepted aud of bearers; userid-api by default")
    parser.add_argument(
        "--algorithm",
        action="append",
        choices=SUPPORTED_ALGORITHMS,
        help=f"{', '.join(DEFAULT_ALGORITHMS)} by default",
    )
    parser.add_argument("--token-type", action="append", choices=TOKEN_TYPES, help="accepted typ; both by default")
    parser.add_argument("--trusted-ca", metavar="FILE", help="PEM that its TLS is checked with, and nothing else")
    parser.add_argument(
        "--allow-private",
        action=argparse.BooleanOptionalAction,
        help="its hosts may be loopback or private addresses",
    )
    parser.add_argument("--token-path", metavar="P", help="absolute path of the token endpoint, if not below the base")
    parser.add_argument(
        "--endpoint", action="append", type=_endpoint, metavar="NAME=URL_OR_PATH", help="another that is elsewhere"
    )


def columns(options: Options, overrides: Mapping[str, str]) -> dict[str, Any]:
    """The columns that the options set, and their values; raises CommandError.

    ``overrides`` are the endpoints that are elsewhere already; those that are given are added to them.
    """
    values: dict[str, Any] = {column: options[option] for option, column in _LISTS.items() if options[option]}
    if options["allow_private"] is not None:
        values["allow_private"] = options["allow_private"]
    if options["trusted_ca"] is not None:
        values["trusted_ca"] = read_text(options["trusted_ca"], "trusted CA")
        if not values["trusted_ca"]:  # stored empty, it would mean every authority that the system trusts
            raise CommandError(f"The trusted CA {options['trusted_ca']!r} is empty.")
    if given := _overrides(options):
        values["endpoint_overrides"] = {**overrides, **given}
    return values


def _endpoint(text: str) -> tuple[str, str]:
    """One override; made for argparse."""
    name, separator, address = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(f"{text!r} is no override: write NAME=URL_OR_PATH, token=/oidc/token")
    return name, address


def _overrides(options: Options) -> dict[str, str]:
    """Every override that was given; raises CommandError for an endpoint with two."""
    given = list(options["endpoint"] or [])
    if options["token_path"] is not None:
        given.append(("token", require_endpoint_path(options["token_path"])))
    overrides = dict(given)
    if len(overrides) != len(given):
        raise CommandError("An endpoint is given twice: give each one once.", returncode=2)
    return overrides
