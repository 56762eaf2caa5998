"""The end of a whole answer, held where its octets come in.

A peer that sends an octet now and then never lets a read timeout pass, neither in the headers nor in the body.
"""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.client import HTTPResponse
from typing import Any

_deadline: ContextVar[float | None] = ContextVar("mosaic_clients_deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Every answer that begins to be read inside ends within ``seconds`` from now, or reading raises TimeoutError."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


class BoundedResponse(HTTPResponse):
    """An answer that keeps the deadline in whose block it was begun."""

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        ends_at = _deadline.get()
        if ends_at is not None:
            self.fp: Any = io.BufferedReader(_UntilDeadline(self.fp.detach(), sock, ends_at))


class _UntilDeadline(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, sock: socket.socket, ends_at: float) -> None:
        self._raw = raw
        self._socket = sock
        self._ends_at = ends_at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("The answer did not end within its time limit.")
        patience = self._socket.gettimeout()
        self._socket.settimeout(left if patience is None else min(left, patience))
        try:
            return self._raw.readinto(buffer)
        finally:
            self._socket.settimeout(patience)

    def close(self) -> None:
        self._raw.close()
        super().close()
