"""Waiting for what another thread or process does, bounded for each who waits and for all of them together."""

from __future__ import annotations

import time
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock

_STEP = 0.02


@dataclass(slots=True)
class WaitBudget:
    """How long a process waits for one event: seconds for ``each`` waiter, and ``together`` for all of them.

    Many waiters of something quick all see its end; many waiters of something slow soon give up together, so that
    whoever sends many requests cannot hold every worker for long.
    """

    each: float
    together: float
    _event: Hashable = None
    _left: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def spell(self, event: Hashable) -> Waiter:
        """One waiter's part; the sum begins anew with another event."""
        with self._lock:
            if event != self._event:
                self._event, self._left = event, self.together
        return Waiter(self, event, time.monotonic() + self.each)

    def take(self, event: Hashable, seconds: float) -> bool:
        """Spend from what all may wait together; False where that is spent or another event has begun."""
        with self._lock:
            if event != self._event or self._left <= 0:
                return False
            self._left -= seconds
            return True


@dataclass(slots=True)
class Waiter:
    """One waiter's patience."""

    patience: WaitBudget
    event: Hashable
    until: float
    step: float = _STEP

    def wait(self) -> bool:
        """Sleep a little; False, at once, where there is no patience left. Each step is longer than the last."""
        if time.monotonic() >= self.until or not self.patience.take(self.event, self.step):
            return False
        time.sleep(self.step)
        self.step = min(self.step * 1.5, 0.1)
        return True
