"""CIBA against npm oidc-provider: a user approves or denies, and every call presents the certificate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import MosaicRefusal, MoveRefused, ParameterRefused, RequestExpired, UserDenied
from mosaic_clients.core.oauth.token_binding import thumbprint_of
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Environment, PendingGrant
from mosaic_clients.services.user_login import background_polling
from mosaic_clients.services.user_login.ciba_device_polling import BackchannelAuthentication
from tests.clock import Clock
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import Kind
from tests.interop.users_client import KINDS, SELF_SIGNED_EC, add_client, add_environment, rotate

pytestmark = pytest.mark.django_db(transaction=True)

BACKCHANNEL, TOKEN = "/cis/oidc/backchannel", "/cis/oidc/token"
METADATA: dict[str, Any] = {
    "grant_types": ["client_credentials", "refresh_token", "urn:openid:params:grant-type:ciba"],
    "redirect_uris": [],
    "post_logout_redirect_uris": [],
    "response_types": [],
    "backchannel_token_delivery_mode": "poll",
}


@pytest.fixture
def environment(transactional_db: None, oidc_provider: OidcProvider) -> Environment:
    return add_environment(oidc_provider)


@pytest.fixture(params=KINDS, ids=[kind.name for kind in KINDS])
def each_kind(request: pytest.FixtureRequest, oidc_provider: OidcProvider, environment: Environment) -> Client:
    kind: Kind = request.param
    return add_client(oidc_provider, environment, kind, metadata=METADATA)


@pytest.fixture
def client(oidc_provider: OidcProvider, environment: Environment) -> Client:
    return add_client(oidc_provider, environment, SELF_SIGNED_EC, metadata=METADATA)


def request_of(client: Client, **parameters: Any) -> BackchannelAuthentication:
    defaults = {"login_hint": "ann", "binding_message": "Order-17/A"}
    return MosaicClient(client).backchannel_authentication(**defaults | parameters)


def code_of(request: BackchannelAuthentication) -> str:
    return request._code


def test_approval_of_the_user_returns_tokens(oidc_provider: OidcProvider, each_kind: Client, clock: Clock) -> None:
    request = request_of(each_kind, scope="openid offline_access")
    polls = oidc_provider.request_count(TOKEN)
    assert request.poll() is None
    assert oidc_provider.request_count(TOKEN) == polls  # too early: no request was sent
    clock.move(5)
    assert request.poll() is None
    assert oidc_provider.request_count(TOKEN) == polls + 1
    oidc_provider.approve_backchannel(code_of(request))
    tokens = request.wait(timeout=30)
    assert tokens is not None
    assert tokens is request.poll()
    assert sum(clock.slept) == pytest.approx(5, abs=0.5)
    active = each_kind.credentials.active().get()
    assert thumbprint_of(tokens.access_token) == tokens.x5t_s256 == active.x5t_s256
    assert tokens.id_token is not None
    assert tokens.id_token.subject == "ann"
    assert tokens.refresh_token
    assert MosaicClient(each_kind).refresh(tokens).access_token != tokens.access_token


def test_denial_of_the_user_raises(oidc_provider: OidcProvider, each_kind: Client, clock: Clock) -> None:
    request = request_of(each_kind)
    oidc_provider.deny_backchannel(code_of(request))
    with pytest.raises(UserDenied):
        request.wait()
    polls = oidc_provider.request_count(TOKEN)
    with pytest.raises(UserDenied):
        request.poll()
    assert oidc_provider.request_count(TOKEN) == polls


def test_request_without_an_answer_expires(oidc_provider: OidcProvider, client: Client, clock: Clock) -> None:
    began = clock.now()
    request = request_of(client, requested_expiry=60)
    assert request.wait(timeout=12) is None
    with pytest.raises(RequestExpired):
        request.wait()
    assert clock.slept[:2] == pytest.approx([5, 5], abs=0.5)
    assert clock.now() - began >= timedelta(seconds=60)  # the calls take time too, which is not slept
    assert sum(clock.slept) < 62


def test_expiry_at_the_provider_raises(oidc_provider: OidcProvider, client: Client, clock: Clock) -> None:
    request = request_of(client)
    oidc_provider.expire_backchannel(code_of(request))
    with pytest.raises(RequestExpired):
        request.wait()


def test_invalid_request_is_not_sent(oidc_provider: OidcProvider, client: Client) -> None:
    before = oidc_provider.request_count(BACKCHANNEL)
    for wrong in (
        {"binding_message": "x" * 21},
        {"binding_message": "Order 17"},
        {"binding_message": "Bestätigen"},
        {"login_hint": ""},
        {"id_token_hint": "a.b.c"},
        {"scope": "email"},
        {"requested_expiry": 0},
    ):
        with pytest.raises(ParameterRefused):
            request_of(client, **wrong)
    assert oidc_provider.request_count(BACKCHANNEL) == before


def test_worker_polls_and_tokens_can_be_collected_once(
    oidc_provider: OidcProvider, each_kind: Client, clock: Clock
) -> None:
    request, mosaic = request_of(each_kind), MosaicClient(each_kind)
    secret = code_of(request)
    grant_id = request.hand_over()
    with pytest.raises(MoveRefused):
        request.poll()
    assert mosaic.collect(grant_id) is None
    tasks.poll_pending_grant(str(grant_id))  # too early
    assert PendingGrant.objects.get().polls == 0
    clock.move(5)
    tasks.poll_pending_grant(str(grant_id))
    assert (PendingGrant.objects.get().polls, PendingGrant.objects.get().status) == (1, "PENDING")
    oidc_provider.approve_backchannel(secret)
    clock.move(5)
    tasks.poll_pending_grant(str(grant_id))
    tokens = mosaic.collect(str(grant_id))
    assert tokens is not None
    assert tokens.id_token is not None
    assert (tokens.id_token.subject, tokens.x5t_s256) == ("ann", each_kind.credentials.active().get().x5t_s256)
    with pytest.raises(MoveRefused, match="once"):
        mosaic.collect(grant_id)
    row = PendingGrant.objects.get()
    assert (row.status, row.code, row.answer) == ("COLLECTED", "", "")


def test_worker_records_denial_and_expiry(oidc_provider: OidcProvider, client: Client, clock: Clock) -> None:
    denied, late = request_of(client), request_of(client, requested_expiry=30)
    oidc_provider.deny_backchannel(code_of(denied))
    denied_id, late_id = denied.hand_over(), late.hand_over()
    clock.move(31)
    for grant_id in background_polling.due(clock.now()):
        tasks.poll_pending_grant(str(grant_id))
    with pytest.raises(UserDenied):
        MosaicClient(client).collect(denied_id)
    with pytest.raises(RequestExpired):
        MosaicClient(client).collect(late_id)
    assert {(row.status, row.code) for row in PendingGrant.objects.all()} == {("DENIED", ""), ("EXPIRED", "")}


def test_request_from_before_a_rotation_completes_after_it(
    oidc_provider: OidcProvider, each_kind: Client, clock: Clock
) -> None:
    old = each_kind.credentials.active().get()
    waiting, left = request_of(each_kind), request_of(each_kind)
    codes = [code_of(waiting), code_of(left)]
    grant_id = left.hand_over()
    new = rotate(oidc_provider, each_kind, **METADATA)
    for code in codes:
        oidc_provider.approve_backchannel(code)
    tokens = waiting.wait()
    assert tokens is not None
    assert tokens.x5t_s256 == old.x5t_s256  # the retiring credential, as long as it can be used
    each_kind.credentials.filter(pk=old.pk).update(status=CredentialStatus.RETIRED.value)
    clock.move(5)
    tasks.poll_pending_grant(str(grant_id))
    collected = MosaicClient(each_kind).collect(grant_id)
    assert collected is not None
    assert collected.x5t_s256 == new.x5t_s256


def test_used_code_is_refused(oidc_provider: OidcProvider, client: Client, clock: Clock) -> None:
    request = request_of(client)
    twin = BackchannelAuthentication.__new__(BackchannelAuthentication)
    twin.__dict__.update(request.__dict__)
    oidc_provider.approve_backchannel(code_of(request))
    assert request.wait() is not None
    with pytest.raises(MosaicRefusal) as caught:
        twin.wait()
    assert caught.value.code == "invalid_grant"
