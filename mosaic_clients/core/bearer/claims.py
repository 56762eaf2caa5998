"""Claims of a verified bearer about its holder, beyond the scopes (docs/mosaic.md §3.1-2). Ignores malformed ones."""

from __future__ import annotations

from mosaic_clients.core.bearer.verification import VerifiedBearer

ROLE_CLAIMS = ("roles", "role", "ts_roles")
PERMISSION_CLAIMS = ("ts_permissions",)


def roles(bearer: VerifiedBearer) -> frozenset[str]:
    """Return every role of ``roles``, ``role`` and ``ts_roles``: Mosaic documents all three."""
    return _names(bearer, ROLE_CLAIMS)


def permissions(bearer: VerifiedBearer) -> frozenset[str]:
    """Return every permission of ``ts_permissions``. The ``permissions`` of a delegated token have another meaning."""
    return _names(bearer, PERMISSION_CLAIMS)


def text(bearer: VerifiedBearer, claim: str) -> str | None:
    """Return a claim that is a non-empty string, or None."""
    value = bearer.claims.get(claim)
    return value if isinstance(value, str) and value else None


def _names(bearer: VerifiedBearer, claims: tuple[str, ...]) -> frozenset[str]:
    names: set[str] = set()
    for claim in claims:
        value = bearer.claims.get(claim)
        listed = [value] if isinstance(value, str) else value
        # A list with a member of another type is malformed, and counts as empty.
        if isinstance(listed, list) and all(isinstance(name, str) and name for name in listed):
            names.update(listed)
    return frozenset(names)
