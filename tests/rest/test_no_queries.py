"""Through the WSGI handler, as a server calls it: neither a token that is known nor a new one costs a query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

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
    """The database is read every few seconds, and nginx forwards certificates."""
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
    """As the one of a worker, which would close the tests' database in memory between two requests."""
    request_started.disconnect(close_old_connections)
    yield WSGIHandler()
    request_started.connect(close_old_connections)


def ask(server: WSGIHandler, token: str, certificate: str = "") -> str:
    """The status line of ``/api/whoami``."""
    told: list[str] = []
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_X_SSL_CLIENT_CERT": certificate}
    environ = RequestFactory().get("/api/whoami", REMOTE_ADDR="127.0.0.1", **headers).environ
    b"".join(server(environ, lambda status, headers, exc_info=None: told.append(status)))  # not closed: one connection
    return told[0]


def refuse(*_arguments: Any, **_named: Any) -> Any:
    raise AssertionError("a request asked somebody")


@pytest.fixture
def nobody_to_ask(server: WSGIHandler, mosaic: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """After a first request, neither the database nor the cache answers any more."""
    assert ask(server, mosaic.mint()) == "200 OK"
    for method in ("get", "set", "add", "incr", "touch", "delete"):
        monkeypatch.setattr(caches["default"], method, refuse)
    with connection.execute_wrapper(refuse):
        yield


def test_a_known_token_asks_nobody(server: WSGIHandler, mosaic: Sandbox, nobody_to_ask: None) -> None:
    token = mosaic.mint()
    assert [ask(server, token) for _ in range(3)] == ["200 OK"] * 3


def test_a_known_bound_token_asks_nobody(server: WSGIHandler, mosaic: Sandbox, nobody_to_ask: None) -> None:
    token = mosaic.mint(cnf={"x5t#S256": CALLER.x5t_s256})
    assert [ask(server, token, quote(CALLER.pem)) for _ in range(3)] == ["200 OK"] * 3
    assert ask(server, token) == "401 Unauthorized"
    assert ask(server, token, quote(issue("CN=other").pem)) == "401 Unauthorized"


def test_tokens_never_seen_ask_nobody(server: WSGIHandler, mosaic: Sandbox, nobody_to_ask: None) -> None:
    assert [ask(server, mosaic.mint(jti=str(number))) for number in range(5)] == ["200 OK"] * 5


def test_refused_tokens_ask_nobody(server: WSGIHandler, mosaic: Sandbox, nobody_to_ask: None) -> None:
    for claims in ({"exp": 1}, {"aud": "other"}, {"iss": "https://other.test"}, {"cnf": {"jkt": "x"}}):
        assert ask(server, mosaic.mint(**claims)) == "401 Unauthorized"


def test_the_wrapper_would_notice(server: WSGIHandler, mosaic: Sandbox, nobody_to_ask: None) -> None:
    issuer_snapshot.invalidate()
    assert ask(server, mosaic.mint()) == "500 Internal Server Error"
