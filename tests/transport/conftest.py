"""Servers and sessions for the tests of the transport layer."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.transport.sessions import IdentitySession
from tests.pki import Pair, ec_key, rsa_key
from tests.transport.fault_server import Answer, FaultServer, serving
from tests.transport.material import ServerFiles, client_identity, current_authority, server_of

Serve = Callable[..., FaultServer]
Connect = Callable[..., IdentitySession]


@pytest.fixture(scope="session")
def root() -> Pair:
    return current_authority()


@pytest.fixture(scope="session")
def server_files(root: Pair, tmp_path_factory: pytest.TempPathFactory) -> ServerFiles:
    return ServerFiles.written(server_of(root), tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def rsa_identity() -> Identity:
    return client_identity(rsa_key(), "rsa")


@pytest.fixture(scope="session")
def ec_identity() -> Identity:
    return client_identity(ec_key(), "ec")


@pytest.fixture(scope="session")
def accepting(server_files: ServerFiles, rsa_identity: Identity, ec_identity: Identity) -> ssl.SSLContext:
    """A server context that accepts either identity, or none."""
    return server_files.context(accepted_clients=rsa_identity.chain_pem + ec_identity.chain_pem)


@pytest.fixture
def serve(accepting: ssl.SSLContext) -> Iterator[Serve]:
    """Start servers that stop after the test: `serve(answer, answer, …, context=…)`."""
    with ExitStack() as stack:

        def start(*answers: Answer, context: ssl.SSLContext | None = accepting) -> FaultServer:
            return stack.enter_context(serving(*answers, context=context))

        yield start


@pytest.fixture
def connect(root: Pair) -> Iterator[Connect]:
    """Open sessions that trust `root` and may call loopback, and close them after the test."""
    with ExitStack() as stack:

        def make(identity: Identity | None = None, **knobs: Any) -> IdentitySession:
            values = {"trusted_ca": root.pem, "allow_private": True, "timeout": (1.0, 1.0), **knobs}
            return stack.enter_context(IdentitySession(identity, **values))

        yield make
