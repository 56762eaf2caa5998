"""Reads the scopes that a view requires from its permissions, for challenges and the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException

from mosaic_clients.rest.permissions import HasScopes
from mosaic_clients.rest.scope_expression import UNRESTRICTED, Alternatives, alternatives, both

_IN_PROGRESS = "mosaic_clients.reading_permissions"


def needed_scopes(request: Any) -> tuple[str, ...]:
    """Returns the scopes that a DRF request requires, the first alternative if there are several.

    Returns none for a Django request. Also none if the view's permissions depend on the user: reading them would
    authenticate again while this request is being refused.
    """
    context = getattr(request, "parser_context", None) or {}
    view = context.get("view")
    if view is None or not hasattr(view, "get_permissions") or context.get(_IN_PROGRESS):
        return ()
    context[_IN_PROGRESS] = True
    try:
        permissions = view.get_permissions()
    except (APIException, Http404, PermissionDenied):
        return ()
    finally:
        del context[_IN_PROGRESS]
    return next(iter(scopes_of(permissions, request.method, getattr(view, "action", None))), ())


def scopes_of(permissions: Iterable[Any], method: str | None, action: str | None) -> Alternatives:
    """Returns the alternatives that satisfy all permissions together."""
    combined = UNRESTRICTED
    for permission in permissions:
        combined = both(combined, alternatives(permission, lambda leaf: _scopes_of_leaf(leaf, method, action)))
    return combined


def _scopes_of_leaf(permission: Any, method: str | None, action: str | None) -> Alternatives:
    return permission.alternatives(method, action) if isinstance(permission, HasScopes) else UNRESTRICTED
