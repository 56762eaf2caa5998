"""One view, protected in every way that is compared: ``/unprotected/``, ``/ours/``, ``/simplejwt/`` …"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.urls import path
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mosaic_clients.rest import MosaicAuthentication

PEERS = {
    "simplejwt": "rest_framework_simplejwt.authentication:JWTStatelessUserAuthentication",
    "drf-oidc-auth": "oidc_auth.authentication:JSONWebTokenAuthentication",
    "pyjwt": "tests.benchmarks.pyjwt_by_hand:ByHand",
}
"""Path → authentication class; those whose package is not installed are left out, and said to be."""


class Unprotected(APIView):
    """Answers everybody."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = [AllowAny]

    def get(self, request: Request) -> Response:
        """As little as an API ever says."""
        return Response({"ok": True})


class Nothing(BaseAuthentication):
    """What DRF itself adds as soon as there is any authentication."""

    def authenticate(self, request: Request) -> tuple[Any, None]:
        """Let everybody in."""
        return _SOMEBODY, None


class _Somebody:
    is_authenticated = True


_SOMEBODY = _Somebody()


def _protected(by: type[BaseAuthentication]) -> Any:
    class Protected(Unprotected):
        authentication_classes = [by]
        permission_classes = [IsAuthenticated]

    return Protected.as_view()


def _find(place: str) -> Any:
    module, _, name = place.partition(":")
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError:
        return None


PRESENT = {name: found for name, place in PEERS.items() if (found := _find(place)) is not None}
MISSING = sorted(PEERS.keys() - PRESENT.keys())

VIEWS = {
    "unprotected": Unprotected.as_view(),
    "nothing": _protected(Nothing),
    "ours": _protected(MosaicAuthentication),
    **{name: _protected(by) for name, by in PRESENT.items()},
}


def _any(request: HttpRequest, name: str) -> Any:
    return VIEWS[name](request)


urlpatterns = [path("<slug:name>/", _any)]  # one route for all: the later in a list of many, the longer it takes
