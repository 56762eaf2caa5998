"""The WWW-Authenticate challenge (RFC 6750 §3, RFC 9728 §5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.http import HttpRequest
from rest_framework.request import Request

from mosaic_clients.rest.resource_metadata import metadata_url

REALM = "mosaic"
_NOT_IN_DESCRIPTION = re.compile(r"[^\x20-\x21\x23-\x5B\x5D-\x7E]")  # RFC 6750 §3
_NOT_QUOTABLE = re.compile(r"[^\x20-\x7E]")
_SCOPE = re.compile(r"[\x21\x23-\x5B\x5D-\x7E]+")


def is_scope(text: object) -> bool:
    """Returns whether this is one scope (RFC 6749 §3.3): printable ASCII without space, ``"`` and ``\\``."""
    return isinstance(text, str) and _SCOPE.fullmatch(text) is not None


def challenge_to(
    request: Request | HttpRequest,
    *,
    realm: str | None = None,
    error: str = "",
    description: str = "",
    scopes: Iterable[str] = (),
) -> str:
    """Returns one Bearer challenge for ``request``, without its empty parameters.

    ``realm`` defaults to that of the class that authenticated the caller. ``error`` is a code of RFC 6750 §3.1.
    ``scopes`` are those that a token must have. The result is a well-formed header value for any input.
    """
    authenticator = getattr(request, "successful_authenticator", None) if realm is None else None
    parameters = {
        "realm": realm or getattr(authenticator, "realm", REALM),
        "error": error,
        "error_description": _NOT_IN_DESCRIPTION.sub("?", description),
        "scope": " ".join(filter(is_scope, scopes)),
        "resource_metadata": metadata_url(request),
    }
    return "Bearer " + ", ".join(f"{name}={quoted(value)}" for name, value in parameters.items() if value)


def quoted(text: str) -> str:
    """Returns a quoted-string (RFC 9110 §5.6.4). Replaces all but printable ASCII, such as line ends, with ``?``."""
    escaped = _NOT_QUOTABLE.sub("?", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
