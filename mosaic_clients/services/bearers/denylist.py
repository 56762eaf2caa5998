"""Tokens revoked through us: refused here at once, by every process within REREAD seconds.

A JWT cannot be called back: until it expires, its signature stays good. Only digests are kept. That of a JWT is taken
over what is signed and not over the signature, for an ECDSA signature has a second spelling that is as good.
"""

from __future__ import annotations

import hashlib
import logging
import math
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.bearer import policy
from mosaic_clients.core.bearer import verification as core
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.models import RevokedBearer

MAX_DENIED = 100_000
KEEP_UNKNOWN = timedelta(days=15)  # Mosaic's longest-lived tokens end after 14 (mosaic-facts §2.3)
KEEP_AT_MOST = timedelta(days=366)  # whatever a token says of itself
_MARGIN = timedelta(seconds=policy.MAX_LEEWAY)
_SMALL = 5000  # rows that are read again whole every time
_REREAD_WHOLE = 300.0
_LATE_COMMITS = 1000  # rows before the newest one that are read again: a transaction may commit after a later one

logger = logging.getLogger("mosaic_clients.bearer")


@dataclass(frozen=True, slots=True)
class Denied:
    """What this process knows of the table; ``is_whole`` says whether it holds every row. Times are monotonic."""

    digests: frozenset[str]
    newest: int
    is_whole: bool
    read_at: float
    read_whole_at: float


read_last: Denied | None = None
_asked_to_forget = object()


@sensitive_variables()
def add(token: str, *, expires_at: datetime | None) -> None:
    """Refuse this token from now on, whatever else holds. Twice is once.

    ``expires_at`` is when it ends by itself; None where nobody knows: a JWT then says so itself, and anything else is
    remembered for KEEP_UNKNOWN. Seen here at the commit, by other processes within REREAD seconds.
    """
    token = token.strip()
    if not token:
        return
    until = _keep_until(token, expires_at)
    row, is_new = RevokedBearer.objects.get_or_create(digest=_digest(token), defaults={"expires_at": until})
    if not is_new and row.expires_at < until:
        RevokedBearer.objects.filter(pk=row.pk).update(expires_at=until)
    transaction.on_commit(forget)


# No decorator, for it is on every request's path: whoever calls it hides the variables of all frames below.
def is_denied(token: str, denied: Denied) -> bool:
    """Whether this token was revoked through us, as ``current`` knows it; asks the database where that is not whole."""
    if not denied.digests:
        return False
    digest = _digest(token)
    if digest in denied.digests:
        return True
    return not denied.is_whole and RevokedBearer.objects.filter(digest=digest).exists()


def prune(now: datetime) -> int:
    """Forget what has expired by itself; returns how many rows went."""
    return RevokedBearer.objects.filter(expires_at__lte=now).delete()[0]


def forget() -> None:
    """Read the table on the next request; whoever is reading it now may have missed what was just committed."""
    global read_last, _asked_to_forget  # noqa: PLW0603 - slots that are written whole
    _asked_to_forget = object()
    read_last = None


def _digest(token: str) -> str:
    signed, _, _ = token.rpartition(".")
    text = signed if token.count(".") == 2 else token
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@sensitive_variables()
def _keep_until(token: str, expires_at: datetime | None) -> datetime:
    """The later of what we were told and what a JWT says itself, within bounds: forgotten early, it would come back."""
    now = timezone.now()
    told = [expires_at] if expires_at is not None else []
    try:
        exp = core.parse(token).claims.get("exp")
        if isinstance(exp, int | float) and not isinstance(exp, bool) and math.isfinite(exp):
            told.append(datetime.fromtimestamp(exp, UTC))
    except BearerRefused:
        pass  # opaque
    except (OverflowError, OSError, ValueError):
        told.append(now + KEEP_AT_MOST)
    return min(max(told), now + KEEP_AT_MOST - _MARGIN) + _MARGIN if told else now + KEEP_UNKNOWN


def current() -> Denied:
    """What was revoked, as this process knows it; read again where that is older than REREAD. Raises DatabaseError."""
    global read_last  # noqa: PLW0603 - one slot, written whole, so that threads see the old or the new
    asked, latest, now = _asked_to_forget, read_last, time.monotonic()
    if latest is not None and now - latest.read_at < conf.current().REREAD:
        return latest
    try:
        latest = _read_whole(now) if latest is None or _is_due(latest, now) else _read_newer(latest, now)
    except DatabaseError:
        if latest is None:
            raise
        logger.exception("the denylist cannot be read: going on with what was read before")
        latest = replace(latest, read_at=now)
    read_last = latest if asked is _asked_to_forget else None  # asked while it was being read
    return latest


def _is_due(latest: Denied, now: float) -> bool:
    return len(latest.digests) <= _SMALL or not latest.is_whole or now - latest.read_whole_at >= _REREAD_WHOLE


def _read_whole(now: float) -> Denied:
    rows = list(RevokedBearer.objects.order_by("-pk").values_list("pk", "digest")[: MAX_DENIED + 1])
    return Denied(
        digests=frozenset(digest for _, digest in rows[:MAX_DENIED]),
        newest=rows[0][0] if rows else 0,
        is_whole=len(rows) <= MAX_DENIED,
        read_at=now,
        read_whole_at=now,
    )


def _read_newer(latest: Denied, now: float) -> Denied:
    rows = RevokedBearer.objects.filter(pk__gt=latest.newest - _LATE_COMMITS).order_by("-pk")
    read = list(rows.values_list("pk", "digest")[: MAX_DENIED + 1])
    digests = latest.digests.union(digest for _, digest in read)
    if len(digests) > MAX_DENIED:
        return _read_whole(now)
    return replace(latest, digests=digests, newest=max(latest.newest, read[0][0] if read else 0), read_at=now)
