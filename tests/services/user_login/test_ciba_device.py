"""Waiting for a user in this process: temporary errors are retried, and granted tokens are never lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal, MoveRefused, NoUsableSigningKeys
from mosaic_clients.core.oauth.id_token import IdToken
from mosaic_clients.models import Client
from mosaic_clients.services.user_login import approval_poll
from tests.clock import Clock
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, go_down, token_reply

pytestmark = pytest.mark.django_db

BACKCHANNEL, DEVICE = "/cis/oidc/backchannel", "/cis/oidc/device/auth"
PENDING = Reply(400, {"error": "authorization_pending"})
ANN = IdToken("ann", "https://issuer.test", datetime(2026, 1, 1, tzinfo=UTC), "", (), {})


@pytest.fixture
def client(active: Client, scripted: ScriptedMosaic) -> Client:
    active.bound = False
    active.save()
    scripted.take_over(active.environment)
    scripted.answers[BACKCHANNEL] = Reply(200, {"auth_req_id": "r1", "expires_in": 120, "interval": 8})
    scripted.answers[DEVICE] = Reply(
        200, {"device_code": "d1", "user_code": "AB", "verification_uri": "https://a.test/d", "expires_in": 120}
    )
    scripted.answers[TOKEN] = PENDING
    return active


def test_longer_interval_of_mosaic_is_used(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    request = MosaicClient(client).backchannel_authentication(login_hint="ann")
    assert (request.next_poll_at - clock.now()).total_seconds() == pytest.approx(8, abs=0.5)
    assert request.wait(timeout=20) is None
    assert clock.slept == pytest.approx([8, 8, 4], abs=0.5)
    assert scripted.requests.count(TOKEN) == 2


def test_slow_down_increases_interval(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    request = MosaicClient(client).device_authorization(scope="email")
    scripted.answers[TOKEN] = Reply(400, {"error": "slow_down"})
    assert request.wait(timeout=31) is None
    assert clock.slept == pytest.approx([5, 10, 15, 1], abs=0.5)


def test_wait_continues_after_temporary_outage(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    request = MosaicClient(client).device_authorization(scope="email")
    address = client.environment.base_url
    go_down(client.environment)
    request._client = Client.objects.select_related("environment").get(pk=client.pk)
    clock.move(5)
    assert request.poll() is None
    assert "cannot be reached" in request.problem
    request._client.environment.base_url = address
    scripted.answers[TOKEN] = token_reply("granted")
    tokens = request.wait()
    assert tokens is not None
    assert (tokens.access_token, tokens.id_token, request.problem) == ("granted", None, "")


def test_final_error_is_raised_again_on_each_poll(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    request = MosaicClient(client).device_authorization()
    scripted.answers[TOKEN] = Reply(401, {"error": "invalid_client"})
    for _ in range(2):
        with pytest.raises(MosaicRefusal) as caught:
            request.wait()
        assert caught.value.code == "invalid_client"
    assert scripted.requests.count(TOKEN) == 1
    with pytest.raises(MoveRefused):
        request.hand_over()


def test_tokens_that_cannot_be_checked_now_are_kept(
    client: Client, scripted: ScriptedMosaic, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their code is used: a second poll would be refused."""
    keys_are_away = [True]

    def verify(*_: Any, **__: Any) -> IdToken:
        if keys_are_away:
            keys_are_away.pop()
            raise NoUsableSigningKeys("none")
        return ANN

    monkeypatch.setattr(approval_poll.id_tokens, "verify", verify)
    monkeypatch.setattr(approval_poll, "check_backchannel_claims", lambda *_, **__: None)
    request = MosaicClient(client).device_authorization()
    scripted.answers[TOKEN] = token_reply("granted", id_token="a.b.c")
    with pytest.raises(NoUsableSigningKeys):
        request.wait()
    tokens = request.poll()
    assert tokens is not None
    assert tokens.id_token is ANN
    assert scripted.requests.count(TOKEN) == 1


def test_unbound_tokens_are_refused_when_binding_is_on(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    client.bound = True
    client.save()
    request = MosaicClient(client).device_authorization(scope="email")
    scripted.answers[TOKEN] = token_reply("eyJhbGciOiJub25lIn0.e30.AA")
    with pytest.raises(AnswerUnusable) as caught:
        request.wait()
    assert caught.value.code == "not_bound"


def test_omitted_scope_means_requested_scope(client: Client, scripted: ScriptedMosaic, clock: Clock) -> None:
    request = MosaicClient(client).device_authorization(scope="email phone")
    scripted.answers[TOKEN] = token_reply("granted", scope=None)
    tokens = request.wait()
    assert tokens is not None
    assert tokens.scope == "email phone"


def test_repr_of_request_shows_no_code(client: Client, clock: Clock) -> None:
    request = MosaicClient(client).backchannel_authentication(login_hint="ann", request_context={"channel": "link"})
    assert "r1" not in repr(request)
    assert repr(request).startswith("<BackchannelAuthentication of payments, until ")
