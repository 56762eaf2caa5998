"""The provider's answer to the browser: what is refused before the code is sent, and what the provider refuses."""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import AuthorizationRefused, CallbackRefused, MoveRefused
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.environments import discovery
from tests.interop.http_client import Caller
from tests.interop.provider import OidcProvider
from tests.interop.user_agent import browse
from tests.interop.users_client import ACTOR, CALLBACK, came_back, pushed

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN_PATH = "/cis/oidc/token"


def altered(back: str, **changes: str | None) -> str:
    answer = dict(parse_qsl(urlsplit(back).query)) | changes
    return f"{CALLBACK}?{urlencode({name: value for name, value in answer.items() if value is not None})}"


def test_request_uri_can_be_used_once_on_both_sides(shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop)
    url = shop.authorization_url(request)
    with pytest.raises(MoveRefused, match="used before"):
        shop.authorization_url(request)
    browse(browser, url)
    again = browse(browser, url)
    assert parse_qs(urlsplit(again).query)["error"] == ["invalid_request_uri"]
    with pytest.raises(CallbackRefused) as refusal:
        shop.exchange_code(request, again)  # the server no longer has the state
    assert refusal.value.code == "state_mismatch"


def test_answer_of_another_issuer_is_refused_before_the_code_is_sent(
    fapi: OidcProvider, shop: MosaicClient, browser: Caller
) -> None:
    request = pushed(shop)
    back = came_back(shop, browser, request)
    assert parse_qs(urlsplit(back).query)["iss"] == [fapi.issuer]
    before = fapi.request_count(TOKEN_PATH)
    refusals = [
        altered(back, iss="https://evil.test"),
        altered(back, state="another"),
        altered(back, state=None),
        f"{back}&code=another",
    ]
    codes = []
    for answer in refusals:
        with pytest.raises(CallbackRefused) as refusal:
            shop.exchange_code(request, answer)
        codes.append(refusal.value.code)
    assert codes == ["issuer_mismatch", "state_mismatch", "state_mismatch", "duplicate_parameter"]
    assert fapi.request_count(TOKEN_PATH) == before
    assert shop.exchange_code(request, back).id_token is not None


def test_issuer_announced_by_discovery_is_required(environment: Environment, client: Client, browser: Caller) -> None:
    discovery.discover(environment, actor=ACTOR)
    client.environment.refresh_from_db()
    shop = MosaicClient(client)
    request = pushed(shop)
    back = came_back(shop, browser, request)
    with pytest.raises(CallbackRefused) as refusal:
        shop.exchange_code(request, altered(back, iss=None))
    assert refusal.value.code == "issuer_missing"
    assert shop.exchange_code(request, back).id_token


def test_prompt_none_without_a_session_is_refused_by_mosaic(shop: MosaicClient, browser: Caller) -> None:
    request = pushed(shop, scope="openid", prompt="none")
    with pytest.raises(AuthorizationRefused) as refusal:
        shop.exchange_code(request, browse(browser, shop.authorization_url(request)))
    assert refusal.value.code == "login_required"


def test_request_without_par_is_refused_by_fapi_client_and_server(
    shop: MosaicClient, client: Client, browser: Caller
) -> None:
    request = shop.authorization_request(redirect_uri=CALLBACK)
    with pytest.raises(MoveRefused, match="must push"):
        shop.authorization_url(request, par=False)
    client.fapi = False
    client.save(update_fields=["fapi"])
    back = dict(parse_qsl(urlsplit(browse(browser, shop.authorization_url(request, par=False))).query))
    assert (back["error"], back["state"]) == ("invalid_request", request.state)
