"""SIGTERM stops a command in order, as Ctrl-C does.

A shell that starts a command in the background has SIGINT ignored for it. It stays ignored, as for every other program,
and SIGTERM is the way to stop the command.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

POLL = 0.5
"""Seconds after which a waiting main thread looks for a signal that the kernel gave to another thread."""


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


def wait_until_stopped(stop: threading.Event) -> None:
    """Wait in the main thread until a signal raises KeyboardInterrupt, or the event is set.

    A wait without a limit would not end if another thread receives the signal: Python runs handlers in the main thread,
    but nothing wakes it.
    """
    while not stop.wait(POLL):
        pass
