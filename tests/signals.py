"""SIGINT for the processes that tests start."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def default_sigint() -> Iterator[None]:
    """Let processes started in here take SIGINT, even where the suite was started in the background, with it ignored.

    A new process keeps what is ignored, and what has a handler becomes the default.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
