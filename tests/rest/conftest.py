"""Sends raw requests over a socket."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from mosaic_clients.models import Environment


@pytest.fixture
def ask(live_server: Any, environment: Environment) -> Any:
    """Sends these bytes as headers. Returns status, headers and body of the answer."""
    host, port = live_server.thread.host, live_server.thread.port

    def send(*headers: bytes, target: bytes = b"/api/whoami", method: bytes = b"GET", body: bytes = b"") -> Any:
        lines = [
            method + b" " + target + b" HTTP/1.1",
            b"Host: localhost",
            b"Connection: close",
            b"Content-Length: %d" % len(body),
            *headers,
        ]
        with socket.create_connection((host, port), timeout=10) as wire:
            wire.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
            answer = b""
            while piece := wire.recv(65536):
                answer += piece
        head, _, content = answer.partition(b"\r\n\r\n")
        return int(head.split(b" ", 2)[1]), head.decode("latin-1"), content

    return send
