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
    """Whether this is one scope as OAuth spells it (RFC 6749 §3.3): printable ASCII without space, ``"`` and ``\\``."""
    return isinstance(text, str) and _SCOPE.fullmatch(text) is not None


def challenge_to(
    request: Request | HttpRequest,
    *,
    realm: str | None = None,
    error: str = "",
    description: str = "",
    scopes: Iterable[str] = (),
) -> str:
    """One Bearer challenge in answer to ``request``; what is empty is left out.

    ``realm`` is by default that of the authentication that let the caller in; ``error`` is a code of RFC 6750 §3.1,
    ``scopes`` what a token must have. Whatever is in them, the answer is one well-formed header value.
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
    """A quoted-string (RFC 9110 §5.6.4); what is not printable ASCII, line ends above all, becomes ``?``."""
    escaped = _NOT_QUOTABLE.sub("?", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
