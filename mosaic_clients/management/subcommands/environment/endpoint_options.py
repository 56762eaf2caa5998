"""Endpoints and trust of an environment: options of ``mosaic environment add`` and ``change``."""

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
    """Add the options, without the base URL."""
    parser.add_argument("--issuer", action="append", help="exact iss of its tokens; required with --base-url")
    parser.add_argument("--audience", action="append", help="accepted aud of bearers; userid-api by default")
    parser.add_argument(
        "--algorithm",
        action="append",
        choices=SUPPORTED_ALGORITHMS,
        help=f"{', '.join(DEFAULT_ALGORITHMS)} by default",
    )
    parser.add_argument("--token-type", action="append", choices=TOKEN_TYPES, help="accepted typ; both by default")
    parser.add_argument("--trusted-ca", metavar="FILE", help="PEM; the only CA that is trusted for it")
    parser.add_argument(
        "--allow-private",
        action=argparse.BooleanOptionalAction,
        help="allow private or loopback addresses",
    )
    parser.add_argument(
        "--token-path", metavar="P", help="absolute path of the token endpoint, if it is not below the base URL"
    )
    parser.add_argument(
        "--endpoint",
        action="append",
        type=_endpoint,
        metavar="NAME=URL_OR_PATH",
        help="override of an endpoint; may be repeated",
    )


def columns(options: Options, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns that the options set, and their values; raises CommandError.

    ``overrides`` are the stored endpoint overrides. Those from the options are added to them.
    """
    values: dict[str, Any] = {column: options[option] for option, column in _LISTS.items() if options[option]}
    if options["allow_private"] is not None:
        values["allow_private"] = options["allow_private"]
    if options["trusted_ca"] is not None:
        values["trusted_ca"] = read_text(options["trusted_ca"], "trusted CA")
        if not values["trusted_ca"]:  # an empty column means every CA that the system trusts
            raise CommandError(f"The trusted CA {options['trusted_ca']!r} is empty.")
    if new_overrides := _overrides(options):
        values["endpoint_overrides"] = {**overrides, **new_overrides}
    return values


def _endpoint(text: str) -> tuple[str, str]:
    """Parse one override. An argparse type."""
    name, separator, address = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an override: write NAME=URL_OR_PATH, for example token=/oidc/token"
        )
    return name, address


def _overrides(options: Options) -> dict[str, str]:
    """Return the overrides of the options; raises CommandError if an endpoint has two."""
    pairs = list(options["endpoint"] or [])
    if options["token_path"] is not None:
        pairs.append(("token", require_endpoint_path(options["token_path"])))
    overrides = dict(pairs)
    if len(overrides) != len(pairs):
        raise CommandError("An endpoint is given twice: give each one once.", returncode=2)
    return overrides
