"""Tests that all tokens of a client share one throttle."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from rest_framework.test import APIRequestFactory

from mosaic_clients.models import Environment
from mosaic_clients.rest import ClientRateThrottle
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import add_environment
from tests.rest.views import Hello, call

pytestmark = pytest.mark.django_db


class TwoPerDay(ClientRateThrottle):
    rate = "2/day"


class Throttled(Hello):
    throttle_classes = [TwoPerDay]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def statuses(*tokens: str | None) -> list[int]:
    return [call(Throttled, token).status_code for token in tokens]


def test_tokens_of_one_client_share_limit(mosaic: Sandbox, environment: Environment) -> None:
    tokens = [mosaic.mint(client_id="shop", sub=f"user-{number}") for number in range(3)]
    assert statuses(*tokens) == [200, 200, 429]
    answer = call(Throttled, tokens[0])
    assert int(answer["Retry-After"]) > 0


def test_throttled_client_does_not_limit_other_clients(mosaic: Sandbox, environment: Environment) -> None:
    shop, bank = mosaic.mint(client_id="shop"), mosaic.mint(client_id="bank")
    assert statuses(shop, shop, shop, bank, bank) == [200, 200, 429, 200, 200]


def test_same_client_id_of_other_issuer_has_its_own_limit(mosaic: Sandbox, environment: Environment) -> None:
    add_environment(mosaic, "other", issuers=["https://other.test"])
    here, there = mosaic.mint(client_id="shop"), mosaic.mint(client_id="shop", iss="https://other.test")
    assert statuses(here, here, here, there) == [200, 200, 429, 200]


def test_token_without_client_is_limited_by_subject(mosaic: Sandbox, environment: Environment) -> None:
    header = {"typ": "at+jwt"}
    alice, bob = (mosaic.mint(header=header, client_id=None, sub=name) for name in ("alice", "bob"))
    client = mosaic.mint(client_id="alice")
    assert statuses(alice, alice, alice, bob, client) == [200, 200, 429, 200, 200]


def test_request_without_bearer_is_not_throttled(environment: Environment) -> None:
    assert statuses(None, None, None) == [200, 200, 200]


@pytest.mark.parametrize("name", ["a b", "a\nb", "x" * 500, "caf\u00e9", "a|b"])
def test_cache_key_is_valid_for_any_client_id(name: str, mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(client_id=name)
    assert statuses(token, token, token) == [200, 200, 429]
    request = Throttled().initialize_request(APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token}"))
    key = TwoPerDay().get_cache_key(request, Throttled())
    assert key is not None
    assert key.isascii()
    assert key.isprintable()
    assert " " not in key
    assert len(key) < 200


def test_missing_rate_raises_improperly_configured(mosaic: Sandbox, environment: Environment) -> None:
    unset: Any = type("Unset", (Hello,), {"throttle_classes": [ClientRateThrottle]})
    with pytest.raises(ImproperlyConfigured, match="mosaic_client"):
        call(unset, mosaic.mint())
