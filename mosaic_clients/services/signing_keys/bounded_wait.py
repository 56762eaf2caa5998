"""Wait for what another thread or process does, with a bound for each waiter and for all of them together."""

from __future__ import annotations

import time
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock

_STEP = 0.02


@dataclass(slots=True)
class WaitBudget:
    """How long a process waits for one event: ``each`` waiter at most, and all of them ``together``, in seconds.

    Many waiters for a quick event all see its end. Many waiters for a slow event soon give up together, so that a flood
    of requests cannot hold every worker for long.
    """

    each: float
    together: float
    _event: Hashable = None
    _left: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def waiter(self, event: Hashable) -> Waiter:
        """One waiter for this event; another event than the last starts with the full budget."""
        with self._lock:
            if event != self._event:
                self._event, self._left = event, self.together
        return Waiter(self, event, time.monotonic() + self.each)

    def spend(self, event: Hashable, seconds: float) -> bool:
        """Take seconds from the budget of all; False where it is spent or another event has started."""
        with self._lock:
            if event != self._event or self._left <= 0:
                return False
            self._left -= seconds
            return True


@dataclass(slots=True)
class Waiter:
    """One waiter, who gives up at ``until`` (monotonic) or where the budget is spent."""

    budget: WaitBudget
    event: Hashable
    until: float
    step: float = _STEP

    def wait(self) -> bool:
        """Sleep one step; returns False immediately where no time is left. Each step is longer than the last."""
        if time.monotonic() >= self.until or not self.budget.spend(self.event, self.step):
            return False
        time.sleep(self.step)
        self.step = min(self.step * 1.5, 0.1)
        return True
