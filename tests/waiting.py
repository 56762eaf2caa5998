"""Waits for another thread or process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def wait_until(holds: Callable[[], Any], what: str, *, timeout: float = 15.0, interval: float = 0.02) -> Any:
    """Calls ``holds`` until it returns something true, and returns that; fails after ``timeout`` seconds.

    ``interval`` is the pause between two calls, in seconds.
    """
    deadline = time.monotonic() + timeout
    while True:
        result = holds()
        if result:
            return result
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(interval)
