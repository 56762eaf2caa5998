"""Arguments that Mosaic cannot accept: an error of this package, without the value, and no request is sent."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import ParameterRefused, UnknownName
from mosaic_clients.models import Client
from mosaic_clients.services.environments import registry as environment_registry
from tests.mosaic import Reply, ScriptedMosaic
from tests.services.user_login.logging_in import CALLBACK, PUSH

pytestmark = pytest.mark.django_db

LONE = "s3cret\ud800"
BACKCHANNEL, DEVICE = "/cis/oidc/backchannel", "/cis/oidc/device/auth"
IDENTITY = ("client_id", "client_secret", "client_assertion", "client_assertion_type")
WANTED = {"id_token": {"given_name": {"essential": True}}, "userinfo": {"ö": None}}


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


@pytest.fixture
def shop(active: Client, scripted: ScriptedMosaic) -> MosaicClient:
    scripted.take_over(active.environment)
    return MosaicClient(active)


def pushed(shop: MosaicClient, **values: Any) -> Any:
    return shop.push_authorization_request(**{"redirect_uri": CALLBACK, **values})


def backchannel(shop: MosaicClient, **values: Any) -> Any:
    return shop.backchannel_authentication(**{"login_hint": "ann", **values})


Call = Callable[[MosaicClient], Any]
REFUSED: dict[str, Call] = {
    **{f"refresh {value!r}": lambda shop, value=value: shop.refresh(value) for value in (LONE, None, b"s3cret", 5, "")},
    "refresh for a thumbprint": lambda shop: shop.refresh("token", x5t_s256=LONE),
    **{
        f"{name} {value!r}": lambda shop, name=name, value=value: getattr(shop, name)(value)
        for name in ("introspect", "revoke", "userinfo")
        for value in (LONE, None, b"s3cret", 5)
    },
    "exchange no text": lambda shop: shop.exchange_token(subject_token=None),  # type: ignore[arg-type]
    "exchange a surrogate": lambda shop: shop.exchange_token(subject_token="t", audience=LONE),
    "exchange no scope": lambda shop: shop.exchange_token(subject_token="t", scope=["s3cret"]),  # type: ignore[arg-type]
    "delegate to no user": lambda shop: shop.delegated_access(user_id=LONE, actor_token="t"),
    **{
        f"push {name} {value!r}": lambda shop, name=name, value=value: pushed(shop, **{name: value})
        for name in ("scope", "resource", "redirect_uri", "login_hint", "claims")
        for value in (LONE, 5)
    },
    "push without a scope": lambda shop: pushed(shop, scope=None),
    "push a set": lambda shop: pushed(shop, claims={"s3cret": {1}}),
    "push NaN": lambda shop: pushed(shop, claims={"s3cret": math.nan}),
    "push a surrogate in JSON": lambda shop: pushed(shop, claims={"a": LONE}),
    "push no JSON": lambda shop: pushed(shop, claims="{s3cret"),
    "push a list": lambda shop: pushed(shop, claims='["s3cret"]'),
    "log out with a state": lambda shop: shop.logout_url(state=LONE),
    "log out with a hint": lambda shop: shop.logout_url(id_token_hint=5),  # type: ignore[arg-type]
    "log out to nowhere": lambda shop: shop.logout_url(post_logout_redirect_uri="s3cret"),
    "ask no seconds": lambda shop: backchannel(shop, requested_expiry="60"),
    "ask half a second": lambda shop: backchannel(shop, requested_expiry=0.5),
    "ask with no message": lambda shop: backchannel(shop, binding_message=5),
    "ask with no scope": lambda shop: backchannel(shop, scope=None),
    "ask with a set": lambda shop: backchannel(shop, request_context={"s3cret": {1}}),
    "ask with a surrogate": lambda shop: backchannel(shop, login_hint=LONE),
    "a device with no scope": lambda shop: shop.device_authorization(scope=None),  # type: ignore[arg-type]
    "a device with a surrogate": lambda shop: shop.device_authorization(resource=LONE),
    **{
        f"{kind} as another {name}": lambda shop, make=make, name=name: make(shop, **{name: "s3cret"})
        for kind, make in {
            "push": pushed,
            "ask": backchannel,
            "a device": lambda shop, **values: shop.device_authorization(**values),
        }.items()
        for name in IDENTITY
    },
}


@pytest.mark.parametrize("what", REFUSED)
def test_invalid_argument_is_refused_and_not_sent(what: str, shop: MosaicClient, scripted: ScriptedMosaic) -> None:
    with pytest.raises(ParameterRefused) as caught:
        REFUSED[what](shop)
    description = caught.value.description
    assert "s3cret" not in description + repr(caught.value)
    assert description.isprintable()
    assert scripted.requests == []


@pytest.mark.parametrize("answer", [None, b"code=s3cret", 5, ["code"]])
def test_invalid_callback_is_refused(answer: Any, shop: MosaicClient, scripted: ScriptedMosaic) -> None:
    request = shop.authorization_request(redirect_uri=CALLBACK)
    with pytest.raises(ParameterRefused):
        shop.exchange_code(request, answer)
    assert scripted.requests == []


@pytest.mark.parametrize("timeout", [math.nan, math.inf, -math.inf, "5", True])
def test_wait_refuses_timeout_that_is_no_number(timeout: Any, shop: MosaicClient, scripted: ScriptedMosaic) -> None:
    scripted.answers[BACKCHANNEL] = Reply(200, {"auth_req_id": "r", "expires_in": 600})
    request = backchannel(shop)
    with pytest.raises(ParameterRefused):
        request.wait(timeout)
    assert request.wait(-1e300) is None
    assert request.expires_at


@pytest.mark.parametrize("name", ["a\0b", LONE, None, 5, b"payments", ""])
def test_named_refuses_invalid_client_name(name: Any, active: Client) -> None:
    with pytest.raises(UnknownName) as caught:
        MosaicClient.named(name)
    assert caught.value.description.isprintable()
    with pytest.raises(UnknownName):
        environment_registry.find(name)


@pytest.mark.parametrize("grant_id", [None, 5, b"x", "x\0", LONE, "", ["x"]])
def test_collect_refuses_invalid_request_id(grant_id: Any, shop: MosaicClient) -> None:
    with pytest.raises(UnknownName):
        shop.collect(grant_id)
    with pytest.raises(UnknownName):
        shop.collect(UUID(int=5))


@pytest.mark.parametrize("claims", [WANTED, json.dumps(WANTED)], ids=["mapping", "JSON"])
def test_claims_are_encoded_as_json_once(claims: Any, shop: MosaicClient, scripted: ScriptedMosaic) -> None:
    forms: list[dict[str, list[str]]] = []

    def answer(environ: dict[str, Any]) -> Reply:
        forms.append(parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()))
        return Reply(201, {"request_uri": "urn:x:1", "expires_in": 60})

    scripted.answers[PUSH] = answer
    request = pushed(shop, claims=claims)
    assert json.loads(forms[0]["claims"][0]) == WANTED
    query = parse_qs(urlsplit(shop.authorization_url(request, par=False)).query)
    assert json.loads(query["claims"][0]) == WANTED
