"""Bearers that this process has verified: a bounded map, keyed by the hash of the whole token.

What is recalled was verified under the beliefs and the denylist of now: a Standing holds all three, and ends when one
of them is read anew and differs. The clock and the certificate are compared every time.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from mosaic_clients import conf
from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.services.bearers import denylist, issuer_snapshot
from mosaic_clients.services.bearers.denylist import Denied
from mosaic_clients.services.bearers.issuer_snapshot import IssuerSnapshot

MAX_BEARERS = 4096


class CachedBearer(NamedTuple):
    """A verified bearer, and between which moments it is good (seconds since the epoch)."""

    bearer: VerifiedBearer
    begins_at: float
    ends_at: float


class VerifiedCache:
    """Beliefs and denylist as read last, until when they are young enough, and what was verified under them.

    It is on every request's path, and touches little. Threads share it without a lock: each write is one step, and at
    worst a bearer is forgotten early and verified again.
    """

    __slots__ = ("_older", "_recent", "beliefs", "denied", "until")

    def __init__(self, beliefs: IssuerSnapshot, denied: Denied) -> None:
        self._recent: dict[bytes, CachedBearer] = {}
        self._older: dict[bytes, CachedBearer] = {}
        self.renew(beliefs, denied)

    def agrees_with(self, beliefs: IssuerSnapshot, denied: Denied) -> bool:
        """Whether these say the same, so that what was verified is still so."""
        if self.beliefs.version != beliefs.version or self.denied.is_whole != denied.is_whole:
            return False
        return self.denied.digests == denied.digests

    def renew(self, beliefs: IssuerSnapshot, denied: Denied) -> None:
        """Go on with what was read anew and says the same."""
        self.beliefs, self.denied = beliefs, denied
        self.until = min(beliefs.read_at, denied.read_at) + beliefs.made_with.REREAD

    def recall(self, digest: bytes) -> CachedBearer | None:
        """What was verified before of the token with this digest."""
        remembered = self._recent.get(digest)
        if remembered is None and (remembered := self._older.get(digest)) is not None:
            self.keep(digest, remembered)
        return remembered

    def keep(self, digest: bytes, remembered: CachedBearer) -> None:
        """Remember a bearer. Half of them are forgotten at a time: those nobody has asked about the longest.

        None is where the denylist is too long to be held: the database must then be asked for each token.
        """
        if not self.denied.is_whole:
            return
        recent = self._recent
        recent[digest] = remembered
        if len(recent) >= MAX_BEARERS // 2:
            self._recent, self._older = {}, recent


_latest: VerifiedCache | None = None


def current_cache() -> VerifiedCache:
    """What is relied on now; reads the database where that is too old, or something was purged, denied or set."""
    global _latest  # noqa: PLW0603 - one slot, written whole, so that threads see the old or the new
    latest = _latest
    if (
        latest is not None
        and time.monotonic() < latest.until
        and latest.beliefs is issuer_snapshot.read_last
        and latest.denied is denylist.read_last
        and latest.beliefs.made_with is conf.current()
    ):
        return latest
    beliefs, denied = issuer_snapshot.current_snapshot(), denylist.current()
    if latest is not None and latest.agrees_with(beliefs, denied):
        latest.renew(beliefs, denied)
    else:
        latest = _latest = VerifiedCache(beliefs, denied)
    return latest
