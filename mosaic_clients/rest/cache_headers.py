"""What a bearer is answered stays out of shared caches: they know neither its certificate nor its end (RFC 9440 §2.4).

A cache in front of a view, Django's ``cache_page`` too, would otherwise hand the answer to whoever has the token alone.
"""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework.request import Request

NO_STORE = "private, no-store"


def keep_from_caches(request: Request | HttpRequest, directives: str) -> None:
    """Have a DRF view send this Cache-Control with its answer, whatever that becomes; empty ones change nothing."""
    headers = _headers_of_view(request)
    if headers is not None and directives:
        headers["Cache-Control"] = directives


def vary_by_bearer(request: Request | HttpRequest) -> None:
    """Have it say that somebody with a bearer would be answered something else."""
    headers = _headers_of_view(request)
    if headers is not None:
        headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), "Authorization")))


def _headers_of_view(request: Request | HttpRequest) -> dict[str, str] | None:
    """What a DRF view adds to every answer, refusals included; None for a request of Django's own."""
    context = getattr(request, "parser_context", None)
    return getattr(context.get("view"), "headers", None) if context else None
