"""Waits for another thread or process, with a limit for each waiter and a limit for all waiters together."""

from __future__ import annotations

import time
from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import Lock

_STEP = 0.02


@dataclass(slots=True)
class WaitBudget:
    """The limits of a process for one event, in seconds: for ``each`` waiter, and for all of them ``together``.

    If the event is quick, all waiters see its end. If it is slow, many waiters soon use up the common limit, so that a
    flood of requests cannot block every worker for long.
    """

    each: float
    together: float
    _event: Hashable = None
    _left: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def waiter(self, event: Hashable) -> Waiter:
        """Return a waiter for this event. A new event starts with the full budget."""
        with self._lock:
            if event != self._event:
                self._event, self._left = event, self.together
        return Waiter(self, event, time.monotonic() + self.each)

    def spend(self, event: Hashable, seconds: float) -> bool:
        """Take seconds from the common budget. Returns False if it is spent or another event has started."""
        with self._lock:
            if event != self._event or self._left <= 0:
                return False
            self._left -= seconds
            return True


@dataclass(slots=True)
class Waiter:
    """One waiter. It gives up at ``until`` (monotonic) or when the budget is spent."""

    budget: WaitBudget
    event: Hashable
    until: float
    step: float = _STEP

    def wait(self) -> bool:
        """Sleep one step. Returns False immediately if no time is left. Each step is longer than the last."""
        if time.monotonic() >= self.until or not self.budget.spend(self.event, self.step):
            return False
        time.sleep(self.step)
        self.step = min(self.step * 1.5, 0.1)
        return True
