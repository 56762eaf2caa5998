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
from http import HTTPStatus
from http.client import BadStatusLine, HTTPResponse
from typing import Any

MAX_INTERIM = 16
"""Interim answers that are skipped before the final one."""

_deadline: ContextVar[float | None] = ContextVar("mosaic_clients_deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Every answer that begins to be read inside ends within ``seconds`` from now, or reading raises TimeoutError."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left(at_most: float) -> float:
    """What the block's deadline leaves of ``at_most`` seconds; all of them outside of one."""
    ends_at = _deadline.get()
    return at_most if ends_at is None else min(at_most, ends_at - time.monotonic())


class BoundedResponse(HTTPResponse):
    """An answer that keeps the deadline in whose block it was begun, and is no interim one (RFC 9110 §15.2).

    ``http.client`` skips 100 alone: it would take a 103 for the answer, and the answer for that of the next request.
    """

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        ends_at = _deadline.get()
        if ends_at is not None:
            self.fp: Any = io.BufferedReader(_UntilDeadline(self.fp.detach(), sock, ends_at))

    def begin(self, *args: Any, **kwargs: Any) -> None:
        """Read on to the final status line and its headers; raises BadStatusLine where none comes."""
        for _ in range(MAX_INTERIM):
            super().begin(*args, **kwargs)
            if self.status == HTTPStatus.SWITCHING_PROTOCOLS:  # nobody has asked for that, and what follows is no HTTP
                self.will_close = True
            if not 100 <= self.status < 200 or self.will_close:
                return
            self.headers = self.msg = None  # type: ignore[assignment]
        raise BadStatusLine("no final status")


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
