"""SIGTERM stops a command in order, as Ctrl-C does.

A shell that starts a command in the background has SIGINT ignored for it. It stays ignored, as for every other program,
and SIGTERM is the way to stop the command.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopped_by_sigterm() -> Iterator[threading.Event]:
    """Raise KeyboardInterrupt in the main thread on SIGTERM, and set the event in case it is caught elsewhere."""
    stop = threading.Event()

    def interrupt(*_: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGTERM, previous)
