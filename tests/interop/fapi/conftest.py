"""A provider with the FAPI 2.0 profile, a client of it, and a user's browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.models import Client, Environment
from tests.interop.conftest import ProviderFactory
from tests.interop.http_client import Caller, tls_context
from tests.interop.provider import OidcProvider
from tests.interop.users_client import SELF_SIGNED_EC, add_client, add_environment


@pytest.fixture(scope="session")
def fapi(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    """One server for the whole run, where the user signs in automatically."""
    with run_provider(fapi=True, auto_approve=True) as server:
        yield server


@pytest.fixture
def environment(transactional_db: None, fapi: OidcProvider) -> Environment:
    return add_environment(fapi)


@pytest.fixture
def client(fapi: OidcProvider, environment: Environment) -> Client:
    return add_client(fapi, environment, SELF_SIGNED_EC, fapi=True)


@pytest.fixture
def shop(client: Client) -> MosaicClient:
    return MosaicClient(client)


@pytest.fixture
def browser(fapi: OidcProvider, tmp_path: Path) -> Caller:
    """A user's browser, without a certificate."""
    return Caller(tls_context(fapi.ca_file, None, tmp_path))
