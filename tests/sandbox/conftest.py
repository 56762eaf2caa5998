"""One sandbox for all tests. Each test registers its own client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.jose.public_jwk import client_key_set
from mosaic_clients.sandbox import Sandbox
from tests.sandbox.callers import Material, issue, register, self_signed
from tests.sandbox.parties import CALLBACK, Party

_numbers = count(1)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def client_id() -> str:
    return f"client-{next(_numbers)}.transmit"


@pytest.fixture
def add_self_signed(sandbox: Sandbox) -> Callable[..., Material]:
    """Registers a self-signed client whose key set has one certificate, and returns it."""

    def add(client_id: str, *, bound: bool = True, material: Material | None = None) -> Material:
        material = material or self_signed()
        sandbox.add_client(client_id, AuthMethod.SELF_SIGNED)
        configuration = {
            "method": "self_signed_tls_client_auth",
            "jwks": client_key_set([material.leaf]),
            "isMtlsCertTokenBound": bound,
        }
        assert register(sandbox, client_id, configuration).status == 200
        return material

    return add


@pytest.fixture(scope="session")
def intermediate() -> Material:
    """An intermediate CA that issues client certificates."""
    return issue("CN=Intermediate CA,O=Example", issue("CN=Root CA,O=Example", None, ca=True), ca=True)


@pytest.fixture
def party(sandbox: Sandbox, client_id: str, add_self_signed: Callable[..., Material]) -> Party:
    """A registered client with bound tokens and a redirect URI."""
    material = add_self_signed(client_id)
    sandbox.add_client(client_id, AuthMethod.SELF_SIGNED, redirect_uris=[CALLBACK], resources=["https://payments.test"])
    return Party(sandbox, client_id, material)
