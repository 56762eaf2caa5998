"""Bearers that this process has verified: a bounded map, keyed by the hash of the whole token.

What is recalled was verified under the beliefs and the denylist of now: the map lives as long as nothing decisive
changes in them, and is asked only while both are young enough. The clock and the certificate are compared every time.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

from mosaic_clients import conf
from mosaic_clients.core.bearer import VerifiedBearer

MAX_BEARERS = 4096
_NEVER = float("-inf")


class Remembered(NamedTuple):
    """A verified bearer, and between which moments it is good (seconds since the epoch)."""

    bearer: VerifiedBearer
    begins_at: float
    ends_at: float


@dataclass(slots=True)
class VerifiedBearers:
    """The map. ``recall`` is on every request's path, so it touches little."""

    _known: OrderedDict[bytes, Remembered] = field(default_factory=OrderedDict)
    _under: object = None
    _settings: conf.Settings | None = None
    _until: float = _NEVER
    _lock: Lock = field(default_factory=Lock)

    def is_current(self) -> bool:
        """Whether beliefs and denylist are young enough, and the settings the same."""
        return time.monotonic() < self._until and conf.current() is self._settings

    def recall(self, token: str, presented_x5t_s256: str | None, *, require_bound: bool) -> VerifiedBearer | None:
        """The bearer, if it was verified before and is good now with this certificate; else verify it, or find out why.

        No query, no signature. The caller has seen that the map is current.
        """
        remembered = self._known.get(_digest(token))
        if remembered is None:
            return None
        bearer, begins_at, ends_at = remembered
        if not begins_at <= time.time() < ends_at:
            return None
        expected = bearer.x5t_s256
        if expected is None:
            return None if require_bound else bearer
        if presented_x5t_s256 is None or not hmac.compare_digest(expected.encode(), presented_x5t_s256.encode()):
            return None
        return bearer

    @property
    def under(self) -> object:
        """What everything that is remembered was verified under."""
        return self._under

    def rely_on(self, under: object, settings: conf.Settings, *, until: float) -> None:
        """Recall what was verified ``under`` this until then (monotonic seconds); forget all if it was another."""
        with self._lock:
            if under != self._under:
                self._known.clear()
                self._under = under
            self._settings, self._until = settings, until

    def keep(self, token: str, under: object, remembered: Remembered) -> None:
        """Remember a bearer that was verified ``under`` this, and let the oldest go where there are too many."""
        digest = _digest(token)
        with self._lock:
            if under == self._under:
                self._known[digest] = remembered
                if len(self._known) > MAX_BEARERS:
                    self._known.popitem(last=False)

    def suspend(self) -> None:
        """Recall nothing before beliefs and denylist were read again."""
        self._until = _NEVER


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


verified = VerifiedBearers()
