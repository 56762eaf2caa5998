"""Connections that send and receive bytes, and a WSGI application that keeps what arrives."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from mosaic_clients.sandbox import Sandbox, TLSServer
from tests.sandbox.callers import call

HOST = b"Host: localhost\r\n"
GET = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
HEALTH = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"


def address(sandbox: Sandbox) -> tuple[str, int]:
    url = urlsplit(sandbox.base_url)
    assert url.hostname
    assert url.port
    return url.hostname, url.port


class Probe:
    """A WSGI application that answers 200 with ``body`` and keeps each environ."""

    def __init__(self, body: bytes = b"hello") -> None:
        self.body = body
        self.seen: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.seen.append(environ)
        self.bodies.append(environ["wsgi.input"].read())
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [self.body]


@contextmanager
def connection(sandbox: Sandbox, server: TLSServer) -> Iterator[ssl.SSLSocket]:
    """Yields a TLS connection without a client certificate."""
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw,
        context.wrap_socket(raw, server_hostname="localhost") as tls,
    ):
        yield tls


def until_closed(tls: ssl.SSLSocket) -> bytes:
    """Receives until the server closes the connection."""
    received = b""
    while data := tls.recv(65536):
        received += data
    return received


def until(tls: ssl.SSLSocket, end: bytes) -> bytes:
    """Receives until the bytes end so."""
    received = b""
    while not received.endswith(end):
        data = tls.recv(65536)
        assert data, received
        received += data
    return received


def assert_alive(sandbox: Sandbox, within: float = 2.0) -> None:
    """Checks that the sandbox answers another client in time."""
    started_at = time.monotonic()
    assert call(sandbox, "GET", "/healthz").status == 200
    assert time.monotonic() - started_at < within
