"""A deadline for a whole answer, checked where its bytes are read.

A peer that sends a byte now and then never triggers a read timeout, neither in the headers nor in the body.
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
"""The most interim answers that are skipped before the final one."""

_deadline: ContextVar[float | None] = ContextVar("mosaic_clients_deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Limit every answer whose reading starts in the block to ``seconds`` from now; reading on raises TimeoutError."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left(at_most: float) -> float:
    """The seconds until the block's deadline, and not more than ``at_most``; ``at_most`` outside of a block."""
    expires_at = _deadline.get()
    return at_most if expires_at is None else min(at_most, expires_at - time.monotonic())


class BoundedResponse(HTTPResponse):
    """A final answer (RFC 9110 §15.2) that keeps the deadline of the block in which its reading started.

    ``http.client`` skips only a 100. It would use a 103 as the answer, and the real answer for the next request.
    """

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        expires_at = _deadline.get()
        if expires_at is not None:
            self.fp: Any = io.BufferedReader(_UntilDeadline(self.fp.detach(), sock, expires_at))

    def begin(self, *args: Any, **kwargs: Any) -> None:
        """Read up to the final status line and its headers; raises BadStatusLine if there is none."""
        for _ in range(MAX_INTERIM):
            super().begin(*args, **kwargs)
            if self.status == HTTPStatus.SWITCHING_PROTOCOLS:  # never requested, and not followed by HTTP
                self.will_close = True
            if not 100 <= self.status < 200 or self.will_close:
                return
            self.headers = self.msg = None  # type: ignore[assignment]
        raise BadStatusLine("no final status")


class _UntilDeadline(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, sock: socket.socket, expires_at: float) -> None:
        self._raw = raw
        self._socket = sock
        self._expires_at = expires_at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._expires_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("The answer did not end within its time limit.")
        timeout = self._socket.gettimeout()
        self._socket.settimeout(left if timeout is None else min(left, timeout))
        try:
            return self._raw.readinto(buffer)
        finally:
            self._socket.settimeout(timeout)

    def close(self) -> None:
        self._raw.close()
        super().close()
