"""The sandbox's own time, which a test can advance instead of waiting."""

from __future__ import annotations

import threading
import time


class Clock:
    """The time for request URIs, codes, polls and sessions, in seconds since the epoch.

    Tokens use the real time, because the code that verifies them knows no other.
    """

    def __init__(self) -> None:
        self._offset = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        """Returns seconds since the epoch plus the offset."""
        return time.time() + self._offset

    def pass_time(self, seconds: float) -> None:
        """Advances the clock by this many seconds."""
        with self._lock:
            self._offset += seconds
