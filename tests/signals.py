"""SIGINT for the processes that tests start."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def default_sigint() -> Iterator[None]:
    """Give processes started in this block the default SIGINT, even if the tests run in the background.

    Shells ignore SIGINT for background processes, and a new process inherits ignored signals.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
