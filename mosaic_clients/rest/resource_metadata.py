"""The metadata of this API (RFC 9728): authorization servers, scopes, and how to present a token."""

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
MAX_AGE = 300  # seconds that a client may cache the answer


@require_safe
def resource_metadata(request: HttpRequest, path: str = "") -> JsonResponse:
    """Returns the metadata document (RFC 9728 §3.2) of this site's resource, or 404 for any other path.

    The document is public, because it contains only names. Answers 503 if the database cannot be read and there is no
    snapshot yet.
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
    document = {name: value for name, value in members.items() if value != []}  # no empty arrays: RFC 9728 §3.2
    return JsonResponse(document, headers={"Cache-Control": f"public, max-age={MAX_AGE}"})


def resource_identifier(request: HttpRequest | Request) -> str:
    """Returns RESOURCE_IDENTIFIER, or the request's origin if it is not set. Raises DisallowedHost."""
    return conf.current().RESOURCE_IDENTIFIER or f"{request.scheme}://{request.get_host()}"


def metadata_url(request: HttpRequest | Request) -> str:
    """Returns the URL of the document (RFC 9728 §3.1), or an empty string if the URLconf does not include the view."""
    try:
        document_path = reverse(VIEW_NAME)
        identifier = urlsplit(resource_identifier(request))
    except (NoReverseMatch, DisallowedHost):
        return ""
    if conf.current().RESOURCE_IDENTIFIER:
        document_path = f"/{WELL_KNOWN}{identifier.path if identifier.path != '/' else ''}"
    return f"{identifier.scheme}://{identifier.netloc}{document_path}"
