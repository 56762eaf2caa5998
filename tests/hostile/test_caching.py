"""Django's cache and caches on the way do not give the answer of one caller to another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import include, path
from django.views.decorators.cache import cache_page
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mosaic_clients.models import Environment
from mosaic_clients.rest import MosaicAuthentication
from mosaic_clients.sandbox import Sandbox
from tests.hostile.http_requests import forwarded, over_http
from tests.hostile.tokens import LEAF

pytestmark = pytest.mark.django_db(transaction=True)


class CachedView(APIView):
    """A view whose author enables Django's cache."""

    authentication_classes = [MosaicAuthentication]
    permission_classes: list[Any] = [AllowAny]

    def get(self, request: Request) -> Response:
        return Response({"who": str(request.user)})


class LeavesCachingToTheView(MosaicAuthentication):
    cache_control = ""


class OwnCaching(CachedView):
    authentication_classes = [LeavesCachingToTheView]

    def get(self, request: Request) -> Response:
        return Response({"who": str(request.user)}, headers={"Cache-Control": "private, max-age=5"})


urlpatterns = [
    path("kept", cache_page(600)(CachedView.as_view())),
    path("own", OwnCaching.as_view()),
    path("", include("project.urls")),
]


def test_b13_answer_to_a_bearer_is_not_cached(
    live_server: Any, settings: Any, trust_proxies: Any, bound: str, mosaic: Sandbox
) -> None:
    """A stolen token must not get from a cache what the view gives only with the certificate."""
    settings.ROOT_URLCONF = __name__
    cache.clear()
    ask = over_http(live_server, "/kept")
    status, headers, _ = ask(bound, headers=forwarded(LEAF))
    assert (status, headers["cache-control"]) == (200, "private, no-store")
    refused, headers, body = ask(bound)
    assert (refused, headers["cache-control"], b"who" in body) == (401, "private, no-store", False)
    for name in ("alice", "bob"):
        assert json.loads(ask(mosaic.mint(sub=name))[2]) == {"who": name}


def test_b13_anonymous_answer_is_not_given_to_a_bearer(
    live_server: Any, settings: Any, environment: Environment, mosaic: Sandbox
) -> None:
    settings.ROOT_URLCONF = __name__
    cache.clear()
    ask = over_http(live_server, "/kept")
    status, headers, _ = ask(None)
    assert (status, "Authorization" in headers["vary"]) == (200, True)
    assert ask("a.b.c")[0] == 401
    assert json.loads(ask(mosaic.mint(sub="alice"))[2]) == {"who": "alice"}


def test_b13_view_can_set_its_own_cache_control(
    live_server: Any, settings: Any, environment: Environment, mosaic: Sandbox
) -> None:
    settings.ROOT_URLCONF = __name__
    assert over_http(live_server, "/own")(mosaic.mint())[1]["cache-control"] == "private, max-age=5"
