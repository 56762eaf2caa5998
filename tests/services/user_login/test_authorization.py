"""The authorization request, pushed or not, and the callback: what is refused before a code is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import AuthorizationRefused, CallbackRefused, MoveRefused
from mosaic_clients.core.oauth.discovery import NAMES_ISSUER
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.user_login import authorization
from tests.mosaic import TOKEN, Reply, ScriptedMosaic, add_client, closed_port, counting
from tests.services.user_login.logging_in import CALLBACK, PUSH, allow_logins, answered, answering, pushed

pytestmark = pytest.mark.django_db


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


def test_url_without_par_has_all_parameters(shop: MosaicClient) -> None:
    request = shop.authorization_request(redirect_uri=CALLBACK, login_hint="ann")
    query = parse_qs(urlsplit(shop.authorization_url(request, par=False)).query)
    assert query == {name: [value] for name, value in request.parameters.items()}
    assert query["login_hint"] == ["ann"]
    with pytest.raises(MoveRefused, match="push it first"):
        shop.authorization_url(request)


def test_refusal_of_user_has_code_of_mosaic(mosaic: Sandbox, shop: MosaicClient) -> None:
    request = pushed(shop)
    with pytest.raises(AuthorizationRefused) as refusal:
        shop.exchange_code(request, mosaic.sign_in(shop.authorization_url(request), None))
    assert refusal.value.code == "access_denied"


def test_callback_needs_issuer_when_metadata_promises_it(mosaic: Sandbox, active: Client, shop: MosaicClient) -> None:
    request = pushed(shop)
    back = mosaic.sign_in(shop.authorization_url(request))
    active.environment.discovered = {"issuer": mosaic.issuer, NAMES_ISSUER: True}
    active.environment.save()
    with counting(mosaic) as request_counts, pytest.raises(CallbackRefused) as refusal:
        shop.exchange_code(request, back.replace("&iss=", "&was="))
    assert (refusal.value.code, request_counts[TOKEN]) == ("issuer_missing", 0)
    assert shop.exchange_code(request, back).id_token


def test_request_of_another_client_is_refused(mosaic: Sandbox, active: Client, shop: MosaicClient) -> None:
    other = allow_logins(mosaic, add_client(mosaic, active.environment, "other"))
    request = pushed(shop)
    for work in (lambda: other.authorization_url(request), lambda: other.exchange_code(request, answered(request))):
        with pytest.raises(MoveRefused) as refusal:
            work()
        assert refusal.value.code == "other_client"


@pytest.mark.parametrize("status", [200, 201])
def test_pushed_request_accepts_200_and_201(
    status: int, active: Client, shop: MosaicClient, scripted: ScriptedMosaic
) -> None:
    answering(scripted, active, PUSH, Reply(status, {"request_uri": "urn:x:1", "expires_in": 60}))
    assert pushed(shop).request_uri == "urn:x:1"


def test_expired_request_uri_is_refused(active: Client, shop: MosaicClient, scripted: ScriptedMosaic) -> None:
    answering(scripted, active, PUSH, Reply(201, {"request_uri": "urn:x:1", "expires_in": 60}))
    request = pushed(shop)
    assert request.expires_at is not None
    over = replace(request, expires_at=request.expires_at - timedelta(seconds=61))
    with pytest.raises(MoveRefused, match="expired"):
        shop.authorization_url(over)


def test_request_uri_is_used_once_and_memory_is_limited(
    active: Client, shop: MosaicClient, scripted: ScriptedMosaic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authorization, "MAX_GIVEN_OUT", 2)
    numbers = count()
    life = {"expires_in": 60}
    answering(scripted, active, PUSH, lambda _: Reply(201, {"request_uri": f"urn:once:{next(numbers)}", **life}))
    request = pushed(shop)
    shop.authorization_url(request)
    with pytest.raises(MoveRefused, match="used before"):
        shop.authorization_url(request)
    for _ in range(2):
        shop.authorization_url(pushed(shop))
    assert list(authorization._given_out.value.states)[-1] != request.state
    assert len(authorization._given_out.value.states) == 2


@pytest.fixture
def many_processes(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Simulates another process: clears what this one remembers."""
    return lambda: monkeypatch.setattr(authorization._given_out, "value", authorization._IssuedStates())


def test_processes_with_shared_cache_use_request_uri_once(
    shop: MosaicClient, many_processes: Callable[[], None]
) -> None:
    request = pushed(shop)
    many_processes()
    assert shop.authorization_url(request)
    many_processes()
    with pytest.raises(MoveRefused, match="used before"):
        shop.authorization_url(request)


def test_login_works_without_cache(shop: MosaicClient, settings: Any) -> None:
    closed_redis = f"redis://127.0.0.1:{closed_port()}/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": closed_redis}}
    request = pushed(shop)
    assert shop.authorization_url(request)
    with pytest.raises(MoveRefused, match="used before"):
        shop.authorization_url(request)
