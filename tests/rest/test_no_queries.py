"""Tests through the WSGI handler that neither a cached nor a new token causes a database query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.test import RequestFactory

from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.pki import issue

pytestmark = pytest.mark.django_db

CALLER = issue("CN=caller")


@pytest.fixture(autouse=True)
def as_in_production(settings: Any, environment: Environment) -> Iterator[None]:
    """Rereads the database only every 60 seconds, and reads certificates from nginx."""
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "REREAD": 60.0,
        "CLIENT_CERTIFICATE": "nginx",
        "TRUSTED_PROXIES": ("127.0.0.1/32",),
    }
    signing_key_refresh.refresh(environment)
    issuer_snapshot.invalidate()
    yield
    issuer_snapshot.invalidate()


@pytest.fixture
def server() -> Iterator[WSGIHandler]:
    """The handler of a worker, but without closing database connections between requests."""
    request_started.disconnect(close_old_connections)
    yield WSGIHandler()
    request_started.connect(close_old_connections)


def ask(server: WSGIHandler, token: str, certificate: str = "") -> str:
    """Returns the status line of ``/api/whoami``."""
    status_lines: list[str] = []
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_X_SSL_CLIENT_CERT": certificate}
    environ = RequestFactory().get("/api/whoami", REMOTE_ADDR="127.0.0.1", **headers).environ
    b"".join(
        server(environ, lambda status, headers, exc_info=None: status_lines.append(status))
    )  # not closed, so that the connection stays open
    return status_lines[0]


def refuse(*_arguments: Any, **_named: Any) -> Any:
    raise AssertionError("a request used the database or the cache")


@pytest.fixture
def no_database_or_cache(server: WSGIHandler, mosaic: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Makes database and cache fail after a first request."""
    assert ask(server, mosaic.mint()) == "200 OK"
    for method in ("get", "set", "add", "incr", "touch", "delete"):
        monkeypatch.setattr(caches["default"], method, refuse)
    with connection.execute_wrapper(refuse):
        yield


def test_cached_token_needs_no_query(server: WSGIHandler, mosaic: Sandbox, no_database_or_cache: None) -> None:
    token = mosaic.mint()
    assert [ask(server, token) for _ in range(3)] == ["200 OK"] * 3


def test_cached_bound_token_needs_no_query(server: WSGIHandler, mosaic: Sandbox, no_database_or_cache: None) -> None:
    token = mosaic.mint(cnf={"x5t#S256": CALLER.x5t_s256})
    assert [ask(server, token, CALLER.forwarded()) for _ in range(3)] == ["200 OK"] * 3
    assert ask(server, token) == "401 Unauthorized"
    assert ask(server, token, issue("CN=other").forwarded()) == "401 Unauthorized"


def test_new_tokens_need_no_query(server: WSGIHandler, mosaic: Sandbox, no_database_or_cache: None) -> None:
    assert [ask(server, mosaic.mint(jti=str(number))) for number in range(5)] == ["200 OK"] * 5


def test_refused_tokens_need_no_query(server: WSGIHandler, mosaic: Sandbox, no_database_or_cache: None) -> None:
    for claims in ({"exp": 1}, {"aud": "other"}, {"iss": "https://other.test"}, {"cnf": {"jkt": "x"}}):
        assert ask(server, mosaic.mint(**claims)) == "401 Unauthorized"


def test_query_is_detected(server: WSGIHandler, mosaic: Sandbox, no_database_or_cache: None) -> None:
    issuer_snapshot.invalidate()
    assert ask(server, mosaic.mint()) == "500 Internal Server Error"
