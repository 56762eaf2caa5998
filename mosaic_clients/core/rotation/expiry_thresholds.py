"""Which warning an end that comes near deserves now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

EXPIRED = "expired"
_SHORT_LIFE = timedelta(days=30)
_LAST_PART = 0.1


def crossed_threshold(not_before: datetime, not_after: datetime, *, now: datetime, days: Iterable[float]) -> str | None:
    """The tightest threshold that has been crossed: ``"expired"``, ``"7 d"``, ``"10 %"``, or None.

    Days before the end count where they are less than half of the life; a life shorter than a month is warned of at
    its last tenth instead.
    """
    if now >= not_after:
        return EXPIRED
    life, left = not_after - not_before, not_after - now
    if life < _SHORT_LIFE:
        return "10 %" if left <= life * _LAST_PART else None
    fitting = [number for number in days if timedelta(days=number) < life / 2 and left <= timedelta(days=number)]
    return f"{min(fitting):g} d" if fitting else None
