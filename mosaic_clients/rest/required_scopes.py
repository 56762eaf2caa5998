"""Which scopes a view needs, read off its permissions: for challenges and for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import APIException

from mosaic_clients.rest.permissions import HasScopes
from mosaic_clients.rest.scope_expression import ANYBODY, Alternatives, alternatives, both

_ASKED = "mosaic_clients.permissions_asked"


def needed_scopes(request: Any) -> tuple[str, ...]:
    """Scopes that are enough for a DRF request, the first alternative where there are several; none for any other.

    A view whose permissions depend on who calls asks for the user again, who is being refused just now: none then.
    """
    context = getattr(request, "parser_context", None) or {}
    view = context.get("view")
    if view is None or not hasattr(view, "get_permissions") or context.get(_ASKED):
        return ()
    context[_ASKED] = True
    try:
        permissions = view.get_permissions()
    except (APIException, Http404, PermissionDenied):
        return ()
    finally:
        del context[_ASKED]
    return next(iter(scopes_of(permissions, request.method, getattr(view, "action", None))), ())


def scopes_of(permissions: Iterable[Any], method: str | None, action: str | None) -> Alternatives:
    """What several permissions need together, each of them being asked."""
    needed = ANYBODY
    for permission in permissions:
        needed = both(needed, alternatives(permission, lambda one: _of(one, method, action)))
    return needed


def _of(permission: Any, method: str | None, action: str | None) -> Alternatives:
    return permission.alternatives(method, action) if isinstance(permission, HasScopes) else ANYBODY
