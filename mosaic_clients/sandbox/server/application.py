"""The WSGI application: requests and responses as values, a small router, and the formats of Mosaic's errors."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from urllib.parse import parse_qsl

from cryptography import x509

from mosaic_clients.core.encoding import parse_json_object
from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.pki.chains import parse_certificates

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

logger = logging.getLogger("mosaic_clients.sandbox.application")

Fault: TypeAlias = "Callable[[WSGIEnvironment, StartResponse, Callable[[], Response]], Iterable[bytes]]"
"""Answers instead of a handler. Its last argument is a function that returns the normal answer."""


class Faults(Protocol):
    """Decides by method and path whether a request fails."""

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault for one request, or None."""
        ...


REMEMBERED_REQUESTS = 10_000


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``headers`` have lower-case names. ``certificates`` is the chain that the client sent in TLS.

    The client proved in TLS that it has the key of the first one. ``origin`` is this server as the caller addressed it.
    ``names`` are the variable segments of the path, and ``query`` are the query parameters.
    """

    method: str
    path: str
    origin: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    certificates: tuple[x509.Certificate, ...] = field(repr=False)
    names: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict, repr=False)

    def form(self) -> dict[str, str]:
        """Return the form body, empty for another content type. Refuses a repeated parameter (RFC 6749 §3.2)."""
        if self.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
            return {}
        return _parameters(self.body.decode("utf-8", "replace"))

    def json_object(self) -> dict[str, Any]:
        """Return the body as a strict JSON object. Refuses any other body."""
        try:
            return parse_json_object(self.body)
        except ValueError as error:
            raise Refusal(mosaic_refusal(400, [f"the body is not usable: {error}"])) from None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: its status, its JSON (None for no body), and headers other than the content type.

    ``body`` has bytes to send instead of JSON. Their content type must then be in the headers.
    """

    status: int
    payload: object = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)


class Refusal(Exception):
    """Ends a request with its ``response``."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def mosaic_refusal(status: int, message: str | list[str], **members: object) -> Response:
    """Return an error in Mosaic's own format: one text, or one text for each invalid field (docs/mosaic.md §2.4)."""
    return Response(status, {"message": message, "error_code": status, **members})


def oauth_refusal(status: int, error: str, description: str) -> Response:
    """Return an OAuth error (RFC 6749 §5.2)."""
    return Response(status, {"error": error, "error_description": description}, {"Cache-Control": "no-store"})


Handler: TypeAlias = Callable[[Request], Response]


class Route:
    """A method, a path with ``{names}`` for single segments, and its handler."""

    def __init__(self, method: str, path: str, handler: Handler) -> None:
        self.method = method
        self.handler = handler
        self._pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))

    def match(self, path: str) -> dict[str, str] | None:
        """Return the named segments of a matching path, or None."""
        match = self._pattern.fullmatch(path)
        return match.groupdict() if match else None


class Application:
    """The sandbox as a WSGI application. It records its requests, and injects the planned faults."""

    def __init__(self, routes: Iterable[Route], faults: Faults) -> None:
        self._routes = tuple(routes)
        self._faults = faults
        self._lock = threading.Lock()
        self._requests: deque[tuple[str, str]] = deque(maxlen=REMEMBERED_REQUESTS)

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Method and path of the latest requests, in order."""
        with self._lock:
            return list(self._requests)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one WSGI request (PEP 3333)."""
        method = environ["REQUEST_METHOD"]
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        with self._lock:
            self._requests.append((method, path))
        fault = self._faults.take(method, path)
        if fault is not None:
            return fault(environ, start_response, lambda: self._answer(environ, method, path))
        return send(self._answer(environ, method, path), start_response)

    def _answer(self, environ: WSGIEnvironment, method: str, path: str) -> Response:
        matches = [(route, names) for route in self._routes if (names := route.match(path)) is not None]
        for route, names in matches:
            if route.method == method:
                try:
                    return route.handler(_read(environ, method, path, names))
                except Refusal as refusal:
                    return refusal.response
                except Exception:
                    logger.exception("The sandbox failed at %s %r.", method, path)
                    return mosaic_refusal(500, "Internal server error")
        if matches:
            allowed = ", ".join(sorted({route.method for route, _ in matches}))
            return Response(405, mosaic_refusal(405, f"{method} is not allowed here").payload, {"Allow": allowed})
        return mosaic_refusal(404, f"Cannot {method} {path}")


def send(response: Response, start_response: StartResponse) -> list[bytes]:
    """Start a WSGI response, and return its body."""
    body = response.body or (b"" if response.payload is None else json.dumps(response.payload).encode())
    headers = {"Content-Length": str(len(body)), **response.headers}
    if body and not response.body:
        headers["Content-Type"] = "application/json; charset=utf-8"
    if response.status in (204, 304):  # no body, so no Content-Length (RFC 9110 §8.6)
        del headers["Content-Length"]
    start_response(f"{response.status} {HTTPStatus(response.status).phrase}", list(headers.items()))
    return [body]


def _parameters(text: str) -> dict[str, str]:
    pairs = parse_qsl(text, keep_blank_values=True)
    if len({name for name, _ in pairs}) != len(pairs):
        raise Refusal(mosaic_refusal(400, ["a parameter must not be sent more than once"]))
    return dict(pairs)


def _read(environ: WSGIEnvironment, method: str, path: str, names: Mapping[str, str]) -> Request:
    headers = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    host = headers.get("host") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    try:
        certificates = parse_certificates(environ["SSL_CLIENT_CHAIN"]) if "SSL_CLIENT_CHAIN" in environ else []
    except MaterialRefused as error:
        raise Refusal(mosaic_refusal(400, f"the client certificate cannot be read: {error}")) from None
    return Request(
        method=method,
        path=path,
        origin=f"{environ['wsgi.url_scheme']}://{host}",
        headers=headers,
        body=environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)),
        certificates=tuple(certificates),
        names=names,
        query=_parameters(environ.get("QUERY_STRING", "")),
    )
