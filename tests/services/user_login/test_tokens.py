"""A user's login up to the tokens: when the code is sent, and which tokens and ID tokens are accepted."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import IdTokenRefused, MosaicError, NoUsableSigningKeys, TLSFailure, TransportError
from mosaic_clients.models import Client, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import KEYS, TOKEN, Reply, ScriptedMosaic, closed_port, counting, go_down
from tests.services.user_login.logging_in import CALLBACK, answered, answering, logged_in, pushed, user_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


def test_user_logs_in(mosaic: Sandbox, active: Client, shop: MosaicClient) -> None:
    tokens = logged_in(mosaic, shop)
    assert tokens.id_token is not None
    assert (tokens.id_token.subject, tokens.id_token.issuer) == ("alice", mosaic.issuer)
    assert tokens.x5t_s256 == active.credentials.active().get().x5t_s256
    for secret in (tokens.access_token, tokens.refresh_token, tokens.id_token_hint):
        assert secret
        assert secret not in repr(tokens)


def test_login_without_openid_needs_no_id_token(
    mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    request = shop.authorization_request(redirect_uri=CALLBACK, scope="payments")
    answering(scripted, active, TOKEN, user_reply(mosaic, active, id_token=None, scope=None))
    tokens = shop.exchange_code(request, answered(request))
    assert (tokens.id_token, tokens.scope) == (None, "payments")


def test_overlap_is_longer_than_lifetime_of_user_token(
    mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    request = shop.authorization_request(redirect_uri=CALLBACK, scope="payments")
    answering(scripted, active, TOKEN, user_reply(mosaic, active, expires_in=7200, id_token=None))
    shop.exchange_code(request, answered(request))
    active.refresh_from_db()
    assert active.longest_token == timedelta(hours=2)


def test_id_token_of_new_signing_key_causes_one_fetch(mosaic: Sandbox, shop: MosaicClient) -> None:
    logged_in(mosaic, shop)
    mosaic.rotate_signing_key()
    SigningKeySet.objects.update(attempted_at=timezone.now() - timedelta(minutes=1))  # the cooldown is over
    with counting(mosaic) as request_counts:
        assert logged_in(mosaic, shop).id_token
    assert request_counts[KEYS] == 1


def test_id_token_of_unknown_key_is_refused(
    mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    logged_in(mosaic, shop)
    request = pushed(shop, "openid")
    forged = mosaic.mint(header={"typ": "JWT", "kid": "unknown"}, aud=active.client_id, nonce=request.nonce)
    answering(scripted, active, TOKEN, user_reply(mosaic, active, id_token=forged))
    with pytest.raises(IdTokenRefused) as refusal:
        shop.exchange_code(request, answered(request))
    assert refusal.value.code == "unknown_kid"


FAULTS: dict[str, tuple[Callable[[Sandbox, Client], Reply], str]] = {
    "bound to another": (
        lambda mosaic, client: user_reply(mosaic, client, access_token=mosaic.mint(cnf={"x5t#S256": "A" * 43})),
        "bound_to_other",
    ),
    "not bound": (lambda mosaic, client: user_reply(mosaic, client, access_token=mosaic.mint()), "not_bound"),
    "no ID token": (lambda mosaic, client: user_reply(mosaic, client, id_token=None), "missing"),
    "no nonce": (user_reply, "nonce_mismatch"),
    "another nonce": (lambda mosaic, client: user_reply(mosaic, client, nonce="x"), "nonce_mismatch"),
    "encrypted": (lambda mosaic, client: user_reply(mosaic, client, id_token="a.b.c.d.e"), "encrypted"),
    "no token at all": (lambda mosaic, client: Reply(200, {"hello": "world"}), "answer_unusable"),
    "a refusal": (lambda mosaic, client: Reply(400, {"error": "invalid_grant"}), "invalid_grant"),
    "a failure": (lambda mosaic, client: Reply(503, {"error": "server_error"}), "server_error"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_code_is_sent_once_for_any_response(
    what: str, mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    logged_in(mosaic, shop)
    request = pushed(shop, "openid")
    reply, code = FAULTS[what]
    answering(scripted, active, TOKEN, reply(mosaic, active))
    with pytest.raises(MosaicError) as refusal:
        shop.exchange_code(request, answered(request))
    assert refusal.value.code == code
    assert scripted.requests == [TOKEN]


def test_login_older_than_max_age_is_refused(
    mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    fresh = pushed(shop, "openid", max_age="300")
    id_token = shop.exchange_code(fresh, mosaic.sign_in(shop.authorization_url(fresh))).id_token
    assert id_token is not None
    assert id_token.auth_time is not None
    request = pushed(shop, "openid", max_age="300")
    old = mosaic.mint(
        header={"typ": "JWT"}, sub="alice", aud=active.client_id, nonce=request.nonce, auth_time=int(time.time()) - 400
    )
    answering(scripted, active, TOKEN, user_reply(mosaic, active, id_token=old))
    with pytest.raises(IdTokenRefused) as refusal:
        shop.exchange_code(request, answered(request))
    assert refusal.value.code == "login_too_old"


def test_code_is_not_sent_without_usable_signing_keys(mosaic: Sandbox, active: Client, shop: MosaicClient) -> None:
    request = pushed(shop)
    back = mosaic.sign_in(shop.authorization_url(request))
    active.environment.endpoint_overrides = {"signing_keys": f"https://127.0.0.1:{closed_port()}/keys"}
    active.environment.save()
    with counting(mosaic) as request_counts, pytest.raises(NoUsableSigningKeys) as refusal:
        shop.exchange_code(request, back)
    assert (refusal.value.retryable, request_counts[TOKEN]) == (True, 0)
    active.environment.endpoint_overrides = {}
    active.environment.save()
    signing_key_refresh.refresh(active.environment)
    assert shop.exchange_code(request, back).id_token


def test_code_is_sent_again_after_429(
    mosaic: Sandbox, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    logged_in(mosaic, shop)
    request = pushed(shop, "openid")
    first = [Reply(429, {"error": "slow_down"})]
    good = user_reply(mosaic, active, nonce=request.nonce)
    answering(scripted, active, TOKEN, lambda environ: first.pop() if first else good)
    assert shop.exchange_code(request, answered(request)).id_token
    assert scripted.requests == [TOKEN, TOKEN]


def test_code_without_response_is_not_sent_again(mosaic: Sandbox, shop: MosaicClient) -> None:
    request = pushed(shop)
    back = mosaic.sign_in(shop.authorization_url(request))
    with (
        counting(mosaic) as request_counts,
        mosaic.faults.reset("POST /cis/oidc/token", count=None),
        pytest.raises(TLSFailure),
    ):
        shop.exchange_code(request, back)
    assert request_counts[TOKEN] == 1


def test_unreachable_mosaic_is_a_transport_error(active: Client, shop: MosaicClient) -> None:
    request = shop.authorization_request(redirect_uri=CALLBACK, scope="payments")
    go_down(active.environment)
    with pytest.raises(TransportError):
        shop.exchange_code(request, answered(request))
    with pytest.raises(TransportError):
        pushed(shop)
