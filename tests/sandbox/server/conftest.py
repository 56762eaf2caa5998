"""Servers with the sandbox's certificate, and connections without TLS."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import pytest

from mosaic_clients.sandbox import Sandbox, TLSServer
from tests.sandbox.server.connections import address


@pytest.fixture
def serve(sandbox: Sandbox) -> Iterator[Callable[..., TLSServer]]:
    """Serves a WSGI application with the sandbox's server certificate."""
    with ExitStack() as stack:

        def start(application: Any) -> TLSServer:
            identity = sandbox.server_identity
            server = TLSServer(
                application, host="127.0.0.1", port=0, key_pem=identity.key_pem, chain_pem=identity.chain_pem
            )
            server.start()
            stack.callback(server.stop)
            return server

        yield start


@pytest.fixture
def connect(sandbox: Sandbox) -> Iterator[Callable[[], socket.socket]]:
    """Connects to the sandbox and begins no handshake."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(socket.create_connection(address(sandbox), timeout=20)))
