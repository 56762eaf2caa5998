"""Switches for what goes wrong in life, so that a client's own tests see it go wrong.

sandbox.faults.status("POST /cis/oidc/token", 503, retry_after=2)      # the next one
with sandbox.faults.delay("POST /cis/oidc/*", 3, count=None):          # all of them, while the block lasts
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
"""The methods of ``Faults`` that plan one."""


@dataclass(slots=True)
class Planned:
    """One planned fault: for the next ``left`` requests that match ``where``, or for all of them where it is None.

    As a context manager it is called off at the end of the block. ``hits`` counts how often it struck.
    """

    where: str
    fault: Fault = field(repr=False)
    left: int | None
    call_off: Callable[[Planned], None] = field(repr=False)
    hits: int = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.call_off(self)


class Faults:
    """What is planned, the oldest first. ``where`` is a method and a path, and ``*`` stands for anything in it.

    ``count`` is how many requests it strikes, None for all until ``clear``. Raises ValueError for a count below 1.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[Planned] = []
        self._cleared = threading.Event()

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that strikes this request, counted, or None."""
        with self._lock:
            for planned in self._planned:
                if fnmatchcase(f"{method} {path}", planned.where):
                    planned.hits += 1
                    if planned.left is not None:
                        planned.left -= 1
                        if not planned.left:
                            self._planned.remove(planned)
                    return planned.fault
        return None

    def clear(self) -> None:
        """Call everything off; whoever is being kept waiting is answered at once."""
        with self._lock:
            self._planned.clear()
            self._cleared.set()
            self._cleared = threading.Event()

    def status(
        self, where: str, status: int, *, retry_after: int | str | None = None, count: int | None = 1
    ) -> Planned:
        """Mosaic's own error shape with a status; ``retry_after`` is seconds, or a date as HTTP writes it."""
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
    ) -> Planned:
        """Any JSON, with any status: wrong types, missing members."""
        return self._respond(where, Response(status, payload, headers or {}), count)

    def html(self, where: str, *, status: int = 502, count: int | None = 1) -> Planned:
        """A proxy's error page."""
        body = b"<!doctype html><html><body><h1>Bad gateway</h1></body></html>"
        return self._respond(where, Response(status, headers={"Content-Type": "text/html"}, body=body), count)

    def malformed_json(self, where: str, *, status: int = 200, count: int | None = 1) -> Planned:
        """JSON that ends in the middle."""
        response = Response(status, headers={"Content-Type": "application/json"}, body=b'{"access_token": "eyJ')
        return self._respond(where, response, count)

    def redirect(self, where: str, *, to: str = "https://elsewhere.invalid/", count: int | None = 1) -> Planned:
        """307 to somewhere else, which no client may follow with a credential."""
        return self._respond(where, Response(307, headers={"Location": to}), count)

    def large(self, where: str, *, size: int = LARGE, count: int | None = 1) -> Planned:
        """A JSON answer of ``size`` octets."""
        body = json.dumps({"padding": "x" * size}).encode()
        return self._respond(where, Response(200, headers={"Content-Type": "application/json"}, body=body), count)

    def delay(self, where: str, seconds: float, *, count: int | None = 1) -> Planned:
        """The right answer, that much later."""
        cleared = self._cleared
        return self._plan(where, lambda _, start, answer: _later(seconds, cleared, start, answer), count)

    def drip(self, where: str, *, seconds: float = 0.5, count: int | None = 1) -> Planned:
        """The right answer, octet by octet with that much time between."""
        cleared = self._cleared
        return self._plan(where, lambda _, start, answer: _drops(seconds, cleared, send(answer(), start)), count)

    def reset(self, where: str, *, after: int = 0, count: int | None = 1) -> Planned:
        """The connection is reset once the request is read; with ``after``, behind that many octets of the answer.

        Mosaic has done what was asked by then.
        """
        return self._plan(where, lambda environ, start, answer: _reset(environ, start, answer, after), count)

    def _respond(self, where: str, response: Response, count: int | None) -> Planned:
        return self._plan(where, lambda _, start, __: send(response, start), count)

    def _plan(self, where: str, fault: Fault, count: int | None) -> Planned:
        if count is not None and count < 1:
            raise ValueError("count must be 1 or more, or None for every request.")
        planned = Planned(where, fault, count, self._call_off)
        with self._lock:
            self._planned.append(planned)
        return planned

    def _call_off(self, planned: Planned) -> None:
        with self._lock:
            self._planned = [one for one in self._planned if one is not planned]


def _later(
    seconds: float, cleared: threading.Event, start: StartResponse, answer: Callable[[], Response]
) -> Iterable[bytes]:
    cleared.wait(seconds)
    return send(answer(), start)


def _drops(seconds: float, cleared: threading.Event, body: Iterable[bytes]) -> Iterator[bytes]:
    for octet in b"".join(body):
        yield bytes([octet])
        cleared.wait(seconds)


def _reset(
    environ: WSGIEnvironment, start: StartResponse, answer: Callable[[], Response], after: int
) -> Iterator[bytes]:
    body = b"".join(send(answer(), start))
    if after:
        yield body[:after]
    environ[ABORT]()
    yield b""
