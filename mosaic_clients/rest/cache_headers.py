"""Keeps answers to a bearer out of shared caches, which check neither certificate nor expiry (RFC 9440 §2.4).

Otherwise a cache in front of a view, such as Django's ``cache_page``, would answer a caller that has only the token.
"""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework.request import Request

NO_STORE = "private, no-store"


def keep_from_caches(request: Request | HttpRequest, directives: str) -> None:
    """Makes a DRF view send this Cache-Control with every answer. An empty value changes nothing."""
    headers = _headers_of_view(request)
    if headers is not None and directives:
        headers["Cache-Control"] = directives


def vary_by_bearer(request: Request | HttpRequest) -> None:
    """Makes a DRF view send ``Vary: Authorization``, because a caller with a bearer gets another answer."""
    headers = _headers_of_view(request)
    if headers is not None:
        headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), "Authorization")))


def _headers_of_view(request: Request | HttpRequest) -> dict[str, str] | None:
    """Returns the headers that a DRF view adds to every answer, also to refusals. None for a Django request."""
    context = getattr(request, "parser_context", None)
    return getattr(context.get("view"), "headers", None) if context else None
