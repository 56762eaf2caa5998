"""Sends requests to the reference deployment with any text as the token, as any caller can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

Ask = Callable[..., tuple[int, dict[str, str], bytes]]


def over_http(live_server: Any, path: str = "/api/whoami") -> Ask:
    """A function that sends a token, or None, and returns status, headers (lower-case names) and body."""
    address = live_server.thread.host, live_server.thread.port

    def ask(
        token: str | None, scheme: str = "Bearer", headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        with closing(HTTPConnection(*address, timeout=10)) as connection:
            connection.putrequest("GET", path)
            if token is not None:
                connection.putheader("Authorization", f"{scheme} {token}".encode("latin-1", "replace"))
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()

    return ask
