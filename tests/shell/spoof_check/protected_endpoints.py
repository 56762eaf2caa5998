"""Endpoints that check the binding of a token, safe or not, as a spoof check reaches them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mosaic_clients.core.pki.certificates import thumbprint, to_der
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.sandbox import Sandbox, TLSServer

Endpoint = Callable[[dict[str, Any]], int]


def presented(environ: dict[str, Any]) -> str | None:
    """Returns the thumbprint of the certificate of the TLS connection."""
    pem = environ.get("SSL_CLIENT_CERT")
    return thumbprint(to_der(parse_certificates(pem)[0])) if pem else None


@contextmanager
def serving(mosaic: Sandbox, endpoint: Endpoint) -> Iterator[str]:
    """Serves the endpoint with the sandbox's server certificate, and yields a URL of it."""

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response(f"{endpoint(environ)} Scripted", [("Content-Length", "0")])
        return [b""]

    identity = mosaic.server_identity
    server = TLSServer(answer, host="127.0.0.1", port=0, key_pem=identity.key_pem, chain_pem=identity.chain_pem)
    server.start()
    try:
        yield f"{server.url}/payments?page=1"
    finally:
        server.stop()


def safe(mine: str) -> Endpoint:
    """An endpoint that accepts only this certificate, from the TLS connection."""
    return lambda environ: 200 if presented(environ) == mine else 401
