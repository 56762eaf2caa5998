"""Views as a user of the package writes them, a function that calls them, and the challenge of an answer."""

from __future__ import annotations

from typing import Any

from requests.utils import parse_dict_header
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from mosaic_clients.rest import HasScopes, IsCertificateBound, MosaicAuthentication


class BoundOnly(MosaicAuthentication):
    realm = "payments"
    require_bound = True


class Hello(APIView):
    """Returns the caller's name; every caller is allowed."""

    authentication_classes = [MosaicAuthentication]
    permission_classes: list[Any] = [AllowAny]

    def get(self, request: Request) -> Response:
        return Response({"user": str(request.user), "bound": bool(getattr(request.auth, "is_bound", False))})

    post = get


class WithSession(Hello):
    authentication_classes = [MosaicAuthentication, SessionAuthentication, BasicAuthentication]


class SessionFirst(Hello):
    authentication_classes = [SessionAuthentication, MosaicAuthentication]


class BoundHello(Hello):
    authentication_classes = [BoundOnly]


class Writes(Hello):
    permission_classes = [HasScopes("payments:write", "payments:read")]


class Either(Hello):
    permission_classes = [HasScopes("a") | HasScopes("b")]


class Both(Hello):
    permission_classes = [IsAuthenticated & HasScopes("a") & HasScopes("b")]


class ScopedAndSignedIn(Hello):
    permission_classes = [HasScopes("a") & IsAuthenticated]


class Neither(Hello):
    permission_classes = [IsAuthenticated & ~HasScopes("a")]


class Bound(Hello):
    permission_classes = [IsCertificateBound]


class StaffOnly(Hello):
    permission_classes = [IsAdminUser]


def view(*permissions: Any, base: type[Hello] = Hello) -> type[Hello]:
    return type("View", (base,), {"permission_classes": list(permissions)})


def call(view: type[APIView], token: str | None = None, **environ: Any) -> Any:
    """Sends GET to a view, with ``token`` as bearer if there is one. ``environ`` are WSGI variables."""
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token is not None else {}
    return view.as_view()(APIRequestFactory().get("/", **headers, **environ)).render()


def challenge_of(answer: Any) -> dict[str, str | None]:
    """Returns the parameters of the only Bearer challenge of an answer."""
    scheme, _, parameters = answer["WWW-Authenticate"].partition(" ")
    assert scheme == "Bearer"
    return parse_dict_header(parameters)
