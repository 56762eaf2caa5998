"""The rules of one environment for incoming bearers."""

from __future__ import annotations

from dataclasses import dataclass, field

from mosaic_clients.core.jose.claims import MAX_LEEWAY

__all__ = ["MAX_LEEWAY", "BearerPolicy"]


@dataclass(frozen=True, slots=True)
class BearerPolicy:
    """The rules of one environment. ``token_types`` are ``at+jwt`` and ``JWT``, ``leeway`` is in seconds.

    ``tenants``, ``app_ids`` and ``client_ids`` are the accepted ``tid``, ``app_id`` and ``client_id``; an empty
    set accepts any.
    """

    issuers: frozenset[str]
    audiences: frozenset[str]
    algorithms: frozenset[str]
    token_types: frozenset[str]
    leeway: int = 30
    require_bound: bool = False
    tenants: frozenset[str] = frozenset()
    app_ids: frozenset[str] = frozenset()
    client_ids: frozenset[str] = frozenset()
    kinds: frozenset[str] = field(init=False)
    tolerance: int = field(init=False)
    allow_lists: tuple[tuple[str, frozenset[str]], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Compute once what every token is compared with: lower-case kinds, the bounded leeway, the non-empty lists."""
        object.__setattr__(self, "kinds", frozenset(accepted.lower() for accepted in self.token_types))
        object.__setattr__(self, "tolerance", min(self.leeway, MAX_LEEWAY))
        lists = (("tid", self.tenants), ("app_id", self.app_ids), ("client_id", self.client_ids))
        object.__setattr__(self, "allow_lists", tuple((claim, accepted) for claim, accepted in lists if accepted))
