"""Async views: ``sync_to_async`` carries the authentication to any thread, and no request sees another's caller."""

from __future__ import annotations

import asyncio
import json
from contextvars import ContextVar
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.http import HttpRequest, JsonResponse
from django.test import RequestFactory, override_settings
from django.urls import path
from rest_framework.exceptions import APIException

from mosaic_clients.models import Environment
from mosaic_clients.rest import MosaicAuthentication
from mosaic_clients.sandbox import Sandbox
from tests.pki import issue
from tests.rest.test_certificate import PROXY, STRANGER, nginx

pytestmark = pytest.mark.django_db(transaction=True)

MINE = issue("CN=mine")
AUTHENTICATION = MosaicAuthentication()  # one for all, to see whether anything of a request stays in it
caller: ContextVar[str] = ContextVar("caller", default="nobody")


def authenticate(request: HttpRequest) -> Any:
    """What runs in a thread: ours, and letting go of the thread's database connection."""
    try:
        return AUTHENTICATION.authenticate(request)
    finally:
        connections.close_all()


async def whoami(request: HttpRequest) -> JsonResponse:
    """An async view as a user of the package writes it."""
    try:
        known = await sync_to_async(authenticate, thread_sensitive=False)(request)
    except APIException as refused:
        headers = {"WWW-Authenticate": getattr(refused, "auth_header", "")}
        return JsonResponse({}, status=refused.status_code, headers=headers)
    caller.set(known[0].subject if known else "nobody")
    await asyncio.sleep(0)  # let the others in between
    return JsonResponse({"subject": caller.get(), "bound": bool(known and known[1].is_bound)})


class Urls:
    urlpatterns = [path("whoami", whoami)]


async def ask(application: Any, *headers: tuple[bytes, bytes], client: tuple[str, int] | None = (PROXY, 1)) -> Any:
    """One request as an ASGI server hands it over: status, headers, body."""
    scope = {
        "type": "http", "method": "GET", "path": "/whoami", "query_string": b"", "scheme": "https",
        "headers": [(b"host", b"testserver"), *headers], "server": ("testserver", 443), "client": client,
    }  # fmt: skip
    sent: list[dict[str, Any]] = []
    received = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if received:
            return received.pop()
        return await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], dict(sent[0]["headers"]), json.loads(body or b"{}")


def bearer(token: str) -> tuple[bytes, bytes]:
    return b"authorization", f"Bearer {token}".encode()


@pytest.fixture
def together(environment: Environment, settings: Any) -> Any:
    """Many requests at once through Django's own ASGI handler."""
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": (PROXY,), "REREAD": 60.0
    }  # fmt: skip

    def run(*requests: Any, **options: Any) -> list[Any]:
        async def all_of_them() -> list[Any]:
            application = ASGIHandler()
            return await asyncio.gather(*(ask(application, *headers, **options) for headers in requests))

        with override_settings(ROOT_URLCONF=Urls, MIDDLEWARE=[]):
            return async_to_sync(all_of_them)()

    return run


def test_each_request_has_its_own_caller(mosaic: Sandbox, together: Any) -> None:
    names = [f"user-{number % 8}" for number in range(48)]
    tokens = {name: mosaic.mint(sub=name) for name in names}
    answers = together(*[[bearer(tokens[name])] for name in names])
    assert [(status, body["subject"]) for status, _, body in answers] == [(200, name) for name in names]


def test_good_bad_and_none_at_once(mosaic: Sandbox, together: Any) -> None:
    good, bad = bearer(mosaic.mint(sub="alice")), bearer(mosaic.mint(exp=1))
    answers = together(*[[good], [bad], []] * 10)
    assert [status for status, _, _ in answers] == [200, 401, 200] * 10
    assert {body["subject"] for status, _, body in answers[2::3]} == {"nobody"}
    assert all(b'error="invalid_token"' in headers[b"WWW-Authenticate"] for _, headers, _ in answers[1::3])


def test_the_certificate_header_counts_from_the_proxy_alone(mosaic: Sandbox, together: Any) -> None:
    token = bearer(mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256}))
    certificate = (b"x-ssl-client-cert", nginx(MINE).encode())
    ((status, _, body),) = together([token, certificate])
    assert (status, body["bound"]) == (200, True)
    for refused in ([token], [token, certificate, certificate]):
        assert together(refused)[0][0] == 401
    for client in ((STRANGER, 1), None):
        assert together([token, certificate], client=client)[0][0] == 401


def test_two_authorization_headers_are_refused_here_too(mosaic: Sandbox, together: Any) -> None:
    good = bearer(mosaic.mint())
    assert together([good, good])[0][0] == 401


def test_djangos_own_request_is_enough(mosaic: Sandbox, environment: Environment) -> None:
    request = RequestFactory().get("/", headers={"authorization": f"Bearer {mosaic.mint(sub='alice')}"})
    known = AUTHENTICATION.authenticate(request)
    assert known is not None
    assert known[0].subject == "alice"
    assert AUTHENTICATION.authenticate(RequestFactory().get("/")) is None
    assert AUTHENTICATION.authenticate_header(RequestFactory().get("/")).startswith('Bearer realm="mosaic"')
