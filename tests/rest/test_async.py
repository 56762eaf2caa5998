"""Tests authentication in async views through ``sync_to_async``, with many concurrent requests."""

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
AUTHENTICATION = MosaicAuthentication()  # shared by all requests, to detect state that leaks
caller: ContextVar[str] = ContextVar("caller", default="anonymous")


def authenticate(request: HttpRequest) -> Any:
    """Authenticates in a thread, then closes the thread's database connections."""
    try:
        return AUTHENTICATION.authenticate(request)
    finally:
        connections.close_all()


async def whoami(request: HttpRequest) -> JsonResponse:
    """An async view as a user of the package writes it."""
    try:
        authenticated = await sync_to_async(authenticate, thread_sensitive=False)(request)
    except APIException as refused:
        headers = {"WWW-Authenticate": getattr(refused, "auth_header", "")}
        return JsonResponse({}, status=refused.status_code, headers=headers)
    caller.set(authenticated[0].subject if authenticated else "anonymous")
    await asyncio.sleep(0)  # lets other requests run
    return JsonResponse({"subject": caller.get(), "bound": bool(authenticated and authenticated[1].is_bound)})


class Urls:
    urlpatterns = [path("whoami", whoami)]


async def ask(application: Any, *headers: tuple[bytes, bytes], client: tuple[str, int] | None = (PROXY, 1)) -> Any:
    """Sends one request as an ASGI server does. Returns status, headers and body."""
    scope = {
        "type": "http", "method": "GET", "path": "/whoami", "query_string": b"", "scheme": "https",
        "headers": [(b"host", b"testserver"), *headers], "server": ("testserver", 443), "client": client,
    }  # fmt: skip
    messages: list[dict[str, Any]] = []
    pending_messages = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if pending_messages:
            return pending_messages.pop()
        return await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await application(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in messages)
    return messages[0]["status"], dict(messages[0]["headers"]), json.loads(body or b"{}")


def bearer(token: str) -> tuple[bytes, bytes]:
    return b"authorization", f"Bearer {token}".encode()


@pytest.fixture
def send_concurrently(environment: Environment, settings: Any) -> Any:
    """Sends many concurrent requests through Django's ASGI handler."""
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


def test_each_concurrent_request_has_its_own_caller(mosaic: Sandbox, send_concurrently: Any) -> None:
    names = [f"user-{number % 8}" for number in range(48)]
    tokens = {name: mosaic.mint(sub=name) for name in names}
    answers = send_concurrently(*[[bearer(tokens[name])] for name in names])
    assert [(status, body["subject"]) for status, _, body in answers] == [(200, name) for name in names]


def test_valid_invalid_and_missing_bearers_run_concurrently(mosaic: Sandbox, send_concurrently: Any) -> None:
    valid, invalid = bearer(mosaic.mint(sub="alice")), bearer(mosaic.mint(exp=1))
    answers = send_concurrently(*[[valid], [invalid], []] * 10)
    assert [status for status, _, _ in answers] == [200, 401, 200] * 10
    assert {body["subject"] for status, _, body in answers[2::3]} == {"anonymous"}
    assert all(b'error="invalid_token"' in headers[b"WWW-Authenticate"] for _, headers, _ in answers[1::3])


def test_certificate_header_is_read_only_from_proxy(mosaic: Sandbox, send_concurrently: Any) -> None:
    token = bearer(mosaic.mint(cnf={"x5t#S256": MINE.x5t_s256}))
    certificate = (b"x-ssl-client-cert", nginx(MINE).encode())
    ((status, _, body),) = send_concurrently([token, certificate])
    assert (status, body["bound"]) == (200, True)
    for refused in ([token], [token, certificate, certificate]):
        assert send_concurrently(refused)[0][0] == 401
    for client in ((STRANGER, 1), None):
        assert send_concurrently([token, certificate], client=client)[0][0] == 401


def test_two_authorization_headers_are_refused(mosaic: Sandbox, send_concurrently: Any) -> None:
    valid = bearer(mosaic.mint())
    assert send_concurrently([valid, valid])[0][0] == 401


def test_authentication_accepts_django_request(mosaic: Sandbox, environment: Environment) -> None:
    request = RequestFactory().get("/", headers={"authorization": f"Bearer {mosaic.mint(sub='alice')}"})
    authenticated = AUTHENTICATION.authenticate(request)
    assert authenticated is not None
    assert authenticated[0].subject == "alice"
    assert AUTHENTICATION.authenticate(RequestFactory().get("/")) is None
    assert AUTHENTICATION.authenticate_header(RequestFactory().get("/")).startswith('Bearer realm="mosaic"')
