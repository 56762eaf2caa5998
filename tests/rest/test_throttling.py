"""A client is throttled as one, however many tokens it fetches."""

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


class TwoADay(ClientRateThrottle):
    rate = "2/day"


class Throttled(Hello):
    throttle_classes = [TwoADay]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def statuses(*tokens: str | None) -> list[int]:
    return [call(Throttled, token).status_code for token in tokens]


def test_a_fresh_token_buys_nothing(mosaic: Sandbox, environment: Environment) -> None:
    tokens = [mosaic.mint(client_id="shop", sub=f"user-{number}") for number in range(3)]
    assert statuses(*tokens) == [200, 200, 429]
    answer = call(Throttled, tokens[0])
    assert int(answer["Retry-After"]) > 0


def test_other_clients_go_on(mosaic: Sandbox, environment: Environment) -> None:
    shop, bank = mosaic.mint(client_id="shop"), mosaic.mint(client_id="bank")
    assert statuses(shop, shop, shop, bank, bank) == [200, 200, 429, 200, 200]


def test_the_same_client_id_of_another_issuer_is_another_client(mosaic: Sandbox, environment: Environment) -> None:
    add_environment(mosaic, "other", issuers=["https://other.test"])
    here, there = mosaic.mint(client_id="shop"), mosaic.mint(client_id="shop", iss="https://other.test")
    assert statuses(here, here, here, there) == [200, 200, 429, 200]


def test_a_token_without_a_client_counts_by_its_subject(mosaic: Sandbox, environment: Environment) -> None:
    header = {"typ": "at+jwt"}
    alice, bob = (mosaic.mint(header=header, client_id=None, sub=name) for name in ("alice", "bob"))
    client = mosaic.mint(client_id="alice")
    assert statuses(alice, alice, alice, bob, client) == [200, 200, 429, 200, 200]


def test_who_has_no_bearer_is_left_to_other_throttles(environment: Environment) -> None:
    assert statuses(None, None, None) == [200, 200, 200]


@pytest.mark.parametrize("name", ["a b", "a\nb", "x" * 500, "caf\u00e9", "a|b"])
def test_any_client_id_makes_a_key_that_every_cache_takes(name: str, mosaic: Sandbox, environment: Environment) -> None:
    token = mosaic.mint(client_id=name)
    assert statuses(token, token, token) == [200, 200, 429]
    request = Throttled().initialize_request(APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token}"))
    key = TwoADay().get_cache_key(request, Throttled())
    assert key is not None
    assert key.isascii()
    assert key.isprintable()
    assert " " not in key
    assert len(key) < 200


def test_a_rate_must_be_set(mosaic: Sandbox, environment: Environment) -> None:
    unset: Any = type("Unset", (Hello,), {"throttle_classes": [ClientRateThrottle]})
    with pytest.raises(ImproperlyConfigured, match="mosaic_client"):
        call(unset, mosaic.mint())
