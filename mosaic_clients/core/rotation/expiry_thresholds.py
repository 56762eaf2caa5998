"""The warning threshold that a certificate near its expiry has crossed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

EXPIRED = "expired"
_SHORT_LIFETIME = timedelta(days=30)
_LAST_PART = 0.1


def crossed_threshold(not_before: datetime, not_after: datetime, *, now: datetime, days: Iterable[float]) -> str | None:
    """The tightest threshold that has been crossed: ``"expired"``, ``"7 d"``, ``"10 %"``, or None.

    Ignores a number of days that is half of the lifetime or more. A lifetime shorter than 30 days has one threshold
    instead: its last tenth.
    """
    if now >= not_after:
        return EXPIRED
    lifetime, left = not_after - not_before, not_after - now
    if lifetime < _SHORT_LIFETIME:
        return "10 %" if left <= lifetime * _LAST_PART else None
    crossed = [number for number in days if timedelta(days=number) < lifetime / 2 and left <= timedelta(days=number)]
    return f"{min(crossed):g} d" if crossed else None
