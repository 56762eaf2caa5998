"""Sends requests with any text as the token, and forwarded certificates, to the reference deployment."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

from tests.pki import Pair

CERTIFICATE_HEADER = "Client-Cert"
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


def forwarded(pair: Pair) -> dict[str, str]:
    """The header of a proxy that forwards this certificate as RFC 9440 defines."""
    return {CERTIFICATE_HEADER: f":{b64encode(pair.der).decode()}:"}
