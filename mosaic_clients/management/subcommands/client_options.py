"""Options of ``mosaic client add`` and ``mosaic client set``, and the columns that they set.

An option without a default is absent from the parsed options if it is not given, so that its column stays unchanged.
"""

from __future__ import annotations

import argparse
from typing import Any

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.management.shell import Options, duration
from mosaic_clients.services.issuing import authorities

REGISTERED = ("client_id", "auth_method", "key_algorithm", "bound", "fapi")
"""Columns that hold how the client is registered at Mosaic."""

CHANGEABLE = (
    "subject", "resource", "app_id", "publication", "automatic", "lifetime", "renew_before", "overlap",
)  # fmt: skip
"""The other columns that an option of the same name sets."""


def add_required(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe a new client's registration."""
    parser.add_argument("--environment", required=True)
    parser.add_argument("--client-id", required=True)
    parser.add_argument("--auth-method", required=True, choices=[method.value for method in AuthMethod])
    parser.add_argument("--key-algorithm", choices=[algorithm.value for algorithm in KeyAlgorithm])
    parser.add_argument("--bound", action="store_true", help="refuse tokens from Mosaic that are not bound")
    parser.add_argument("--fapi", action="store_true", help="registered as FAPI 2.0 compliant; implies --bound")


def add_registered(parser: argparse.ArgumentParser) -> None:
    """Add the options that change an existing client's registration."""

    def option(name: str, text: str, **kwargs: Any) -> None:
        parser.add_argument(name, default=argparse.SUPPRESS, help=text, **kwargs)

    option("--client-id", "the client ID at Mosaic; a new one means that nothing is published or proven yet")
    option("--auth-method", "only while the client has no live credential", choices=[each.value for each in AuthMethod])
    option("--key-algorithm", "of new keys", choices=[algorithm.value for algorithm in KeyAlgorithm])
    option("--bound", "refuse tokens from Mosaic that are not bound", action=argparse.BooleanOptionalAction)
    option("--fapi", "registered as FAPI 2.0 compliant; implies --bound", action=argparse.BooleanOptionalAction)


def add_changeable(parser: argparse.ArgumentParser) -> None:
    """Add the options that ``client add`` and ``client set`` share."""

    def option(name: str, text: str, **kwargs: Any) -> None:
        parser.add_argument(name, default=argparse.SUPPRESS, help=text, **kwargs)

    option("--subject", "subject DN, RFC 4514; CN=<client ID> by default", metavar="DN")
    option(
        "--san",
        "dns:…, uri:…, ip:… or email:… of new certificates and CSRs; may be repeated, '' for none",
        dest="alternative_names",
        action="append",
        metavar="NAME",
    )
    option("--resource", "default resource (audience) of its tokens", metavar="URI")
    option("--app-id", "ID of its application at Mosaic")
    option("--publication", "how its material gets to Mosaic", choices=[method.value for method in PublicationMethod])
    option("--certificate-authority", "signs its CSRs automatically; '' for none", metavar="NAME")
    option("--lifetime", "of self-signed certificates: 90d, 12h or 'default'", type=duration, metavar="TIME")
    option(
        "--renew-before",
        "renew this long before expiry; by default at two thirds of the lifetime",
        type=duration,
        metavar="TIME",
    )
    option(
        "--overlap",
        "how long the old key stays published; longer if a token is valid longer",
        type=duration,
        metavar="TIME",
    )
    _add_automatic(parser)


def _add_automatic(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    for name, value, text in (
        ("--automatic", True, "rotate automatically"),
        ("--no-automatic", False, "rotate only when an operator starts it"),
        ("--automatic-by-settings", None, "rotate as the setting AUTOMATIC_ROTATION says"),
    ):
        group.add_argument(
            name, dest="automatic", action="store_const", const=value, default=argparse.SUPPRESS, help=text
        )


def registered_columns(options: Options) -> dict[str, Any]:
    """Return the registration's columns that the options set."""
    return {name: options[name] for name in REGISTERED if name in options}


def changeable_columns(options: Options) -> dict[str, Any]:
    """Return the other columns that the options set; raises UnknownName for an unknown certificate authority."""
    values = {name: options[name] for name in CHANGEABLE if name in options}
    if "alternative_names" in options:
        values["alternative_names"] = [name for name in options["alternative_names"] if name]
    if "certificate_authority" in options:
        name = options["certificate_authority"]
        values["certificate_authority"] = authorities.find_authority(name) if name else None
    return values
