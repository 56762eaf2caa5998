"""A bounded cache of verified bearers, keyed by the digest of the whole token.

A cached bearer was verified under the current issuers and denylist. A VerifiedCache holds all three. It is replaced
when the issuers or the denylist change. The times and the certificate are checked on every request.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from mosaic_clients import conf
from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.services.bearers.denylist import RevokedDigests, revoked_digests
from mosaic_clients.services.bearers.issuer_snapshot import IssuerSnapshot, issuers
from mosaic_clients.services.process_state import Slot, register
from mosaic_clients.services.snapshot import Reading

MAX_BEARERS = 4096


class CachedBearer(NamedTuple):
    """A verified bearer, and the start and end of its validity (seconds since the epoch)."""

    bearer: VerifiedBearer
    begins_at: float
    ends_at: float


class VerifiedCache:
    """The latest issuers and denylist, until when both are fresh, and the bearers that were verified with them.

    Every request uses it, so it does little. Threads share it without a lock, because each write is atomic. At worst a
    bearer is dropped early and verified again.
    """

    __slots__ = ("_older", "_recent", "fresh_until", "issuers", "revoked", "settings")

    def __init__(self, issuers: Reading[IssuerSnapshot], revoked: Reading[RevokedDigests]) -> None:
        self._recent: dict[bytes, CachedBearer] = {}
        self._older: dict[bytes, CachedBearer] = {}
        self.renew(issuers, revoked)

    def agrees_with(self, issuers: IssuerSnapshot, revoked: RevokedDigests) -> bool:
        """Return whether these are equal to the current ones, so that the cached bearers stay verified."""
        mine = self.revoked.value
        if self.issuers.value.version != issuers.version or mine.is_whole != revoked.is_whole:
            return False
        return mine.digests == revoked.digests

    def renew(self, issuers: Reading[IssuerSnapshot], revoked: Reading[RevokedDigests]) -> None:
        """Continue with later readings of equal values."""
        self.issuers, self.revoked, self.settings = issuers, revoked, issuers.settings
        self.fresh_until = min(issuers.fresh_until, revoked.fresh_until)

    def get(self, digest: bytes) -> CachedBearer | None:
        """Return the cached bearer of the token with this digest, or None."""
        cached = self._recent.get(digest)
        if cached is None and (cached := self._older.get(digest)) is not None:
            self.put(digest, cached)
        return cached

    def put(self, digest: bytes, cached: CachedBearer) -> None:
        """Cache a bearer. When the cache is full, drops the least recently used half.

        Caches nothing if the denylist is too long for memory, because each token then needs a database query.
        """
        if not self.revoked.value.is_whole:
            return
        recent = self._recent
        recent[digest] = cached
        if len(recent) >= MAX_BEARERS // 2:
            self._recent, self._older = {}, recent


def _no_cache() -> VerifiedCache | None:
    return None


_latest = register(Slot(_no_cache))


def current_cache() -> VerifiedCache:
    """Return the current cache. Reads the database if it is stale, or if keys, denylist or settings have changed."""
    latest = _latest.value
    if (
        latest is not None
        and time.monotonic() < latest.fresh_until
        and latest.issuers is issuers.latest
        and latest.revoked is revoked_digests.latest
        and latest.settings is conf.current()
    ):
        return latest
    now_trusted, now_revoked = issuers.current(), revoked_digests.current()
    if latest is not None and latest.agrees_with(now_trusted.value, now_revoked.value):
        latest.renew(now_trusted, now_revoked)
    else:
        latest = _latest.value = VerifiedCache(now_trusted, now_revoked)
    return latest
