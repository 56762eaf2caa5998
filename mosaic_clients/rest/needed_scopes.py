"""Which scopes a view needs, read off its permissions: for challenges and for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mosaic_clients.rest.needs import ANYBODY, Alternatives, alternatives, both
from mosaic_clients.rest.permissions import HasScopes


def needed_scopes(request: Any) -> tuple[str, ...]:
    """Scopes that are enough for a DRF request, the first alternative where there are several; none for any other."""
    context = getattr(request, "parser_context", None) or {}
    view = context.get("view")
    if view is None or not hasattr(view, "get_permissions"):
        return ()
    return next(iter(scopes_of(view.get_permissions(), request.method, getattr(view, "action", None))), ())


def scopes_of(permissions: Iterable[Any], method: str | None, action: str | None) -> Alternatives:
    """What several permissions need together, each of them being asked."""
    needed = ANYBODY
    for permission in permissions:
        needed = both(needed, alternatives(permission, lambda one: _of(one, method, action)))
    return needed


def _of(permission: Any, method: str | None, action: str | None) -> Alternatives:
    return permission.alternatives(method, action) if isinstance(permission, HasScopes) else ANYBODY
