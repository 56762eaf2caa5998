"""The device flow against npm oidc-provider: a code on one device, a decision on another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import RequestExpired, UserDenied
from mosaic_clients.core.oauth.token_binding import thumbprint_of
from mosaic_clients.models import Client, Environment
from tests.clock import Clock
from tests.interop.backchannel.device_page import DevicePage
from tests.interop.conftest import ProviderFactory
from tests.interop.http_client import Caller, tls_context
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import Kind
from tests.interop.users_client import KINDS, SELF_SIGNED_EC, add_client, add_environment

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = "/cis/oidc/token"
METADATA: dict[str, Any] = {
    "grant_types": ["client_credentials", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    "redirect_uris": [],
    "post_logout_redirect_uris": [],
    "response_types": [],
}


@pytest.fixture(scope="module")
def approving(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    """A provider where the user signs in automatically."""
    with run_provider(auto_approve=True) as server:
        yield server


@pytest.fixture
def environment(transactional_db: None, approving: OidcProvider) -> Environment:
    return add_environment(approving)


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def each_kind(request: pytest.FixtureRequest, approving: OidcProvider, environment: Environment) -> Client:
    kind: Kind = request.param
    return add_client(approving, environment, kind, metadata=METADATA)


@pytest.fixture
def client(approving: OidcProvider, environment: Environment) -> Client:
    return add_client(approving, environment, SELF_SIGNED_EC, metadata=METADATA)


@pytest.fixture
def browser(approving: OidcProvider, tmp_path: Path) -> Caller:
    """A user's browser, without a certificate."""
    return Caller(tls_context(approving.ca_file, None, tmp_path))


def test_approval_of_the_user_returns_tokens(
    approving: OidcProvider, each_kind: Client, browser: Caller, clock: Clock
) -> None:
    request = MosaicClient(each_kind).device_authorization()
    assert request.verification_uri == f"{approving.base_url}/oidc/device"
    assert request.verification_uri_complete == f"{request.verification_uri}?user_code={request.user_code}"
    polls = approving.request_count(TOKEN)
    assert request.poll() is None
    assert approving.request_count(TOKEN) == polls  # too early: no request was sent
    assert request.wait(timeout=7) is None
    DevicePage(browser, request.verification_uri).decide(request.user_code, approve=True)
    tokens = request.wait(timeout=30)
    assert tokens is not None
    active = each_kind.credentials.active().get()
    assert thumbprint_of(tokens.access_token) == tokens.x5t_s256 == active.x5t_s256
    assert tokens.id_token is not None
    assert tokens.id_token.subject == "user-1"


def test_denial_of_the_user_raises(approving: OidcProvider, each_kind: Client, browser: Caller, clock: Clock) -> None:
    request = MosaicClient(each_kind).device_authorization()
    DevicePage(browser, request.verification_uri).decide(request.user_code, approve=False)
    with pytest.raises(UserDenied):
        request.wait()


def test_expiry_here_or_at_the_provider_raises(approving: OidcProvider, each_kind: Client, clock: Clock) -> None:
    request = MosaicClient(each_kind).device_authorization()
    approving.expire_device_code(request._code)
    with pytest.raises(RequestExpired):
        request.wait()
    unanswered = MosaicClient(each_kind).device_authorization()
    clock.move(601)
    polls = approving.request_count(TOKEN)
    with pytest.raises(RequestExpired):
        unanswered.poll()
    assert approving.request_count(TOKEN) == polls


def test_worker_polls_and_tokens_can_be_collected(client: Client, browser: Caller, clock: Clock) -> None:
    mosaic = MosaicClient(client)
    request = mosaic.device_authorization()
    grant_id = request.hand_over()
    DevicePage(browser, request.verification_uri).decide(request.user_code, approve=True)
    clock.move(5)
    tasks.poll_pending_grant(str(grant_id))
    tokens = mosaic.collect(grant_id)
    assert tokens is not None
    assert tokens.id_token is not None
    assert tokens.id_token.subject == "user-1"
