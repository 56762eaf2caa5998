"""Faults that the sandbox injects into its answers, for the tests of a client.

sandbox.faults.status("POST /cis/oidc/token", 503, retry_after=2)      # the next request
with sandbox.faults.delay("POST /cis/oidc/*", 3, count=None):          # all requests within the block
    …
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mosaic_clients.sandbox.server.application import Fault, Response, mosaic_refusal, send
from mosaic_clients.sandbox.server.http_handler import ABORT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

LARGE = 5 * 1024 * 1024
KINDS = ("status", "answer", "delay", "reset", "html", "drip", "large", "malformed_json", "redirect")
"""The methods of ``Faults`` that plan a fault."""


@dataclass(slots=True)
class PlannedFault:
    """One planned fault, for the next ``remaining`` requests that match ``where``, or for all if that is None.

    As a context manager, it is canceled at the end of the block. ``hits`` counts the requests that it affected.
    """

    where: str
    fault: Fault = field(repr=False)
    remaining: int | None
    cancel: Callable[[PlannedFault], None] = field(repr=False)
    hits: int = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.cancel(self)


class Faults:
    """The planned faults, the oldest first. ``where`` is a method and a path, in which ``*`` matches any text.

    ``count`` is the number of affected requests, or None for all until ``clear``. Raises ValueError for less than 1.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[PlannedFault] = []
        self._cleared = threading.Event()

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault for this request and count it, or return None."""
        with self._lock:
            for planned in self._planned:
                if fnmatchcase(f"{method} {path}", planned.where):
                    planned.hits += 1
                    if planned.remaining is not None:
                        planned.remaining -= 1
                        if not planned.remaining:
                            self._planned.remove(planned)
                    return planned.fault
        return None

    def clear(self) -> None:
        """Cancel all faults. Delayed requests are answered immediately."""
        with self._lock:
            self._planned.clear()
            self._cleared.set()
            self._cleared = threading.Event()

    def status(
        self, where: str, status: int, *, retry_after: int | str | None = None, count: int | None = 1
    ) -> PlannedFault:
        """Answer with this status and Mosaic's error format. ``retry_after`` is in seconds, or an HTTP date."""
        headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        return self._respond(where, Response(status, mosaic_refusal(status, "a fault").payload, headers), count)

    def answer(
        self,
        where: str,
        payload: object,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        count: int | None = 1,
    ) -> PlannedFault:
        """Answer with any JSON and status, for example with wrong types or missing members."""
        return self._respond(where, Response(status, payload, headers or {}), count)

    def html(self, where: str, *, status: int = 502, count: int | None = 1) -> PlannedFault:
        """Answer with the error page of a proxy."""
        body = b"<!doctype html><html><body><h1>Bad gateway</h1></body></html>"
        return self._respond(where, Response(status, headers={"Content-Type": "text/html"}, body=body), count)

    def malformed_json(self, where: str, *, status: int = 200, count: int | None = 1) -> PlannedFault:
        """Answer with truncated JSON."""
        response = Response(status, headers={"Content-Type": "application/json"}, body=b'{"access_token": "eyJ')
        return self._respond(where, response, count)

    def redirect(self, where: str, *, to: str = "https://elsewhere.invalid/", count: int | None = 1) -> PlannedFault:
        """Answer with 307 to another host. A client must not follow it with a credential."""
        return self._respond(where, Response(307, headers={"Location": to}), count)

    def large(self, where: str, *, size: int = LARGE, count: int | None = 1) -> PlannedFault:
        """Answer with JSON of ``size`` bytes."""
        body = json.dumps({"padding": "x" * size}).encode()
        return self._respond(where, Response(200, headers={"Content-Type": "application/json"}, body=body), count)

    def delay(self, where: str, seconds: float, *, count: int | None = 1) -> PlannedFault:
        """Answer normally, after a delay."""
        cleared = self._cleared
        return self._plan(where, lambda _, start, answer: _delayed(seconds, cleared, start, answer), count)

    def drip(self, where: str, *, seconds: float = 0.5, count: int | None = 1) -> PlannedFault:
        """Answer normally, byte by byte, with this pause after each byte."""
        cleared = self._cleared
        return self._plan(where, lambda _, start, answer: _byte_by_byte(seconds, cleared, send(answer(), start)), count)

    def reset(self, where: str, *, after: int = 0, count: int | None = 1) -> PlannedFault:
        """Reset the connection after the request was read, or after ``after`` bytes of the answer.

        The request takes effect all the same.
        """
        return self._plan(where, lambda environ, start, answer: _reset(environ, start, answer, after), count)

    def _respond(self, where: str, response: Response, count: int | None) -> PlannedFault:
        return self._plan(where, lambda _, start, __: send(response, start), count)

    def _plan(self, where: str, fault: Fault, count: int | None) -> PlannedFault:
        if count is not None and count < 1:
            raise ValueError("count must be 1 or more, or None for every request.")
        planned = PlannedFault(where, fault, count, self._cancel)
        with self._lock:
            self._planned.append(planned)
        return planned

    def _cancel(self, planned: PlannedFault) -> None:
        with self._lock:
            self._planned = [each for each in self._planned if each is not planned]


def _delayed(
    seconds: float, cleared: threading.Event, start: StartResponse, answer: Callable[[], Response]
) -> Iterable[bytes]:
    cleared.wait(seconds)
    return send(answer(), start)


def _byte_by_byte(seconds: float, cleared: threading.Event, body: Iterable[bytes]) -> Iterator[bytes]:
    for byte in b"".join(body):
        yield bytes([byte])
        cleared.wait(seconds)


def _reset(
    environ: WSGIEnvironment, start: StartResponse, answer: Callable[[], Response], after: int
) -> Iterator[bytes]:
    body = b"".join(send(answer(), start))
    if after:
        yield body[:after]
    environ[ABORT]()
    yield b""
