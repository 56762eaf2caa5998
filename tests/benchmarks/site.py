"""One view with each protection that is compared: ``/unprotected/``, ``/ours/``, ``/simplejwt/`` …"""

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
    "pyjwt": "tests.benchmarks.pyjwt_authentication:PyJWTAuthentication",
}
"""Path → authentication class. Classes of packages that are not installed are left out and listed in MISSING."""


class Unprotected(APIView):
    """Answers every caller."""

    authentication_classes: list[Any] = []
    permission_classes: list[Any] = [AllowAny]

    def get(self, request: Request) -> Response:
        """Return a minimal response."""
        return Response({"ok": True})


class Nothing(BaseAuthentication):
    """Accepts every caller: measures what DRF adds for any authentication class."""

    def authenticate(self, request: Request) -> tuple[Any, None]:
        """Accept every caller."""
        return _CALLER, None


class _Caller:
    is_authenticated = True


_CALLER = _Caller()


def _protected(authentication: type[BaseAuthentication]) -> Any:
    class Protected(Unprotected):
        authentication_classes = [authentication]
        permission_classes = [IsAuthenticated]

    return Protected.as_view()


def _find(place: str) -> Any:
    module, _, name = place.partition(":")
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError:
        return None


PRESENT = {name: peer for name, place in PEERS.items() if (peer := _find(place)) is not None}
MISSING = sorted(PEERS.keys() - PRESENT.keys())

VIEWS = {
    "unprotected": Unprotected.as_view(),
    "nothing": _protected(Nothing),
    "ours": _protected(MosaicAuthentication),
    **{name: _protected(authentication) for name, authentication in PRESENT.items()},
}


def _any(request: HttpRequest, name: str) -> Any:
    return VIEWS[name](request)


urlpatterns = [path("<slug:name>/", _any)]  # one route for all: a route takes longer the later it is in the list
