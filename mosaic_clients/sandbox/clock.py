"""The sandbox's own time, which a test moves on instead of waiting."""

from __future__ import annotations

import threading
import time


class Clock:
    """Counts seconds since the epoch for everything that waits for somebody: request URIs, codes, polls, sessions.

    Tokens are dated by the real time, because whoever verifies them has no other.
    """

    def __init__(self) -> None:
        self._ahead = 0.0
        self._lock = threading.Lock()

    def now(self) -> float:
        """Seconds since the epoch, plus what was passed."""
        return time.time() + self._ahead

    def pass_time(self, seconds: float) -> None:
        """Be that much later from now on."""
        with self._lock:
            self._ahead += seconds
