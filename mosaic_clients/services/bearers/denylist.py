"""Tokens revoked through this app. This process refuses them immediately, all processes within REREAD seconds.

A JWT itself cannot be revoked: it stays valid until it expires. Only digests are stored. The digest of a JWT
covers the signed part and not the signature, because an ECDSA signature has a second valid encoding.
"""

from __future__ import annotations

import hashlib
import logging
import math
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.bearer import policy
from mosaic_clients.core.bearer import verification as core
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.models import RevokedBearer
from mosaic_clients.services.process_state import register
from mosaic_clients.services.snapshot import Snapshot

MAX_DENIED = 100_000
KEEP_UNKNOWN = timedelta(days=15)  # Mosaic's longest-lived tokens expire after 14 (docs/mosaic.md §2.3)
KEEP_AT_MOST = timedelta(days=366)  # even if the token's own expiry is later
_MARGIN = timedelta(seconds=policy.MAX_LEEWAY)
_SMALL = 5000  # a table with at most so many rows is read completely every time
_REREAD_WHOLE = 300.0
_LATE_COMMITS = 1000  # rows before the newest one that are read again, because transactions may commit out of order

logger = logging.getLogger("mosaic_clients.bearer")


@dataclass(frozen=True, slots=True)
class RevokedDigests:
    """The digests of the table. ``is_whole`` is False if the table has more rows than this process keeps.

    ``newest`` is the highest primary key that was read. ``read_whole_at`` is monotonic.
    """

    digests: frozenset[str]
    newest: int
    is_whole: bool
    read_whole_at: float


@sensitive_variables()
def add(token: str, *, expires_at: datetime | None) -> None:
    """Refuse this token from now on. Adding it twice has no further effect.

    ``expires_at`` is when the token expires, or None if that is unknown. A JWT has its own expiry; another token
    without expiry is kept for KEEP_UNKNOWN. This process sees the entry at the commit, others within REREAD seconds.
    """
    token = token.strip()
    if not token:
        return
    until = _keep_until(token, expires_at)
    row, is_new = RevokedBearer.objects.get_or_create(digest=_digest(token), defaults={"expires_at": until})
    if not is_new and row.expires_at < until:
        RevokedBearer.objects.filter(pk=row.pk).update(expires_at=until)
    transaction.on_commit(invalidate)


# Without sensitive_variables, because every request runs this. The caller's decorator hides all frames below.
def is_denied(token: str, revoked: RevokedDigests) -> bool:
    """Return whether this token was revoked here. Queries the database if ``revoked`` is not whole."""
    if not revoked.digests:
        return False
    digest = _digest(token)
    if digest in revoked.digests:
        return True
    return not revoked.is_whole and RevokedBearer.objects.filter(digest=digest).exists()


def prune(now: datetime) -> int:
    """Delete the entries of expired tokens; returns how many rows were deleted."""
    return RevokedBearer.objects.filter(expires_at__lte=now).delete()[0]


def invalidate() -> None:
    """Make the next request read the table, even if another request is reading it now."""
    revoked_digests.invalidate()


def _digest(token: str) -> str:
    signed, _, _ = token.rpartition(".")
    text = signed if token.count(".") == 2 else token
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@sensitive_variables()
def _keep_until(token: str, expires_at: datetime | None) -> datetime:
    """Return the latest known expiry within bounds. If an entry is deleted too early, the token is accepted again."""
    now = timezone.now()
    expiries = [expires_at] if expires_at is not None else []
    try:
        exp = core.parse(token).claims.get("exp")
        if isinstance(exp, int | float) and not isinstance(exp, bool) and math.isfinite(exp):
            expiries.append(datetime.fromtimestamp(exp, UTC))
    except BearerRefused:
        pass  # opaque
    except (OverflowError, OSError, ValueError):
        expiries.append(now + KEEP_AT_MOST)
    return min(max(expiries), now + KEEP_AT_MOST - _MARGIN) + _MARGIN if expiries else now + KEEP_UNKNOWN


def current() -> RevokedDigests:
    """Return the revoked tokens known to this process, read again after REREAD seconds. Raises DatabaseError."""
    return revoked_digests.current().value


def _read(previous: RevokedDigests | None) -> RevokedDigests:
    if previous is None or _must_be_read_whole(previous):
        return _read_whole()
    return _read_newer(previous)


def _must_be_read_whole(previous: RevokedDigests) -> bool:
    if len(previous.digests) <= _SMALL or not previous.is_whole:
        return True
    return time.monotonic() - previous.read_whole_at >= _REREAD_WHOLE


def _read_whole() -> RevokedDigests:
    started_at = time.monotonic()
    rows = list(RevokedBearer.objects.order_by("-pk").values_list("pk", "digest")[: MAX_DENIED + 1])
    return RevokedDigests(
        digests=frozenset(digest for _, digest in rows[:MAX_DENIED]),
        newest=rows[0][0] if rows else 0,
        is_whole=len(rows) <= MAX_DENIED,
        read_whole_at=started_at,
    )


def _read_newer(previous: RevokedDigests) -> RevokedDigests:
    rows = RevokedBearer.objects.filter(pk__gt=previous.newest - _LATE_COMMITS).order_by("-pk")
    newer = list(rows.values_list("pk", "digest")[: MAX_DENIED + 1])
    digests = previous.digests.union(digest for _, digest in newer)
    if len(digests) > MAX_DENIED:
        return _read_whole()
    return replace(previous, digests=digests, newest=max(previous.newest, newer[0][0] if newer else 0))


revoked_digests = register(Snapshot(_read, subject="the denylist", logger=logger))
