"""What this API tells about itself (RFC 9728): where tokens come from, which scopes there are, how to present them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from mosaic_clients import conf
from mosaic_clients.services.bearers import issuer_snapshot

WELL_KNOWN = ".well-known/oauth-protected-resource"
VIEW_NAME = "mosaic-resource-metadata"
MAX_AGE = 300  # seconds that a client may keep the answer


@require_safe
def resource_metadata(request: HttpRequest, path: str = "") -> JsonResponse:
    """The metadata document (RFC 9728 §3.2) of the one resource that is served here; 404 for any other path.

    It is public: nothing in it but names. 503 where the database was never read and cannot be.
    """
    identifier = resource_identifier(request)
    if f"/{path}" != (urlsplit(identifier).path or "/"):
        raise Http404("This resource is not served here.")
    try:
        issuers = sorted(issuer_snapshot.current_snapshot().by_issuer)
    except DatabaseError:
        return JsonResponse({"error": "temporarily_unavailable"}, status=503, headers={"Retry-After": "30"})
    settings = conf.current()
    members: dict[str, Any] = {
        "resource": identifier,
        "authorization_servers": issuers,
        "scopes_supported": list(settings.RESOURCE_SCOPES),
        "bearer_methods_supported": ["header"],
        "tls_client_certificate_bound_access_tokens": settings.certificate_source is not None,
    }
    told = {name: value for name, value in members.items() if value != []}  # no empty arrays: RFC 9728 §3.2
    return JsonResponse(told, headers={"Cache-Control": f"public, max-age={MAX_AGE}"})


def resource_identifier(request: HttpRequest | Request) -> str:
    """RESOURCE_IDENTIFIER, or where that is not set the origin that was asked; raises DisallowedHost."""
    return conf.current().RESOURCE_IDENTIFIER or f"{request.scheme}://{request.get_host()}"


def metadata_url(request: HttpRequest | Request) -> str:
    """Where that document is (RFC 9728 §3.1), or nothing where the view is not in the URL configuration."""
    try:
        mounted = reverse(VIEW_NAME)
        identifier = urlsplit(resource_identifier(request))
    except (NoReverseMatch, DisallowedHost):
        return ""
    if conf.current().RESOURCE_IDENTIFIER:
        mounted = f"/{WELL_KNOWN}{identifier.path if identifier.path != '/' else ''}"
    return f"{identifier.scheme}://{identifier.netloc}{mounted}"
