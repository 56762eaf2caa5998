"""Tests WSGI applications behind the server, with the sandbox's own: what they get, and how one fails."""

from __future__ import annotations

import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.sandbox.server import application, http_server
from mosaic_clients.sandbox.tenant.signing import SigningKeyRing
from tests.sandbox.callers import call, issue, load_material
from tests.sandbox.server.connections import GET, HEALTH, Probe, connection, until, until_closed


def test_sandbox_records_requests() -> None:
    with Sandbox() as sandbox:
        call(sandbox, "GET", "/healthz")
        call(sandbox, "POST", "/cis/oidc/token?x=1")
        assert sandbox.requests == [("GET", "/healthz"), ("POST", "/cis/oidc/token")]
        assert call(sandbox, "GET", "/nowhere").json["error_code"] == 404
        refused = call(sandbox, "PUT", "/cis/oidc/token")
        assert (refused.status, refused.headers["allow"]) == (405, "POST")


def test_internal_error_gets_500_and_is_logged(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    exceptions: list[object] = []
    monkeypatch.setattr(SigningKeyRing, "published", lambda _: 1 / 0)
    # Patch the logger itself, because other tests may have changed the logging configuration.
    monkeypatch.setattr(application.logger, "exception", lambda *_: exceptions.append(sys.exc_info()[0]))
    answer = call(sandbox, "GET", "/cis/oidc/jwks")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error", "error_code": 500})
    assert exceptions == [ZeroDivisionError]


def test_wsgi_application_gets_whole_chain(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    environs: list[dict[str, object]] = []

    def application(environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        environs.append(environ)
        start_response("204 No Content", [])
        return []

    material = issue("CN=payments", issue("CN=Root", None, ca=True))
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    load_material(context, material)
    with (
        socket.create_connection(("127.0.0.1", serve(application).port)) as raw,
        context.wrap_socket(raw, server_hostname="localhost") as tls,
    ):
        tls.sendall(HEALTH)
        assert tls.recv(4096).startswith(b"HTTP/1.1 204")
    (environ,) = environs
    assert environ["wsgi.url_scheme"] == "https"
    assert str(environ["SSL_CLIENT_CHAIN"]).startswith(str(environ["SSL_CLIENT_CERT"]))
    assert str(environ["SSL_CLIENT_CHAIN"]).count("BEGIN CERTIFICATE") == 2
    assert environ["REMOTE_ADDR"] == "127.0.0.1"


def test_environ_holds_the_request_and_no_variable_of_the_process(
    sandbox: Sandbox, serve: Callable[..., TLSServer]
) -> None:
    application = Probe()
    with connection(sandbox, serve(application)) as tls:
        tls.sendall(
            b"GET /a%20b/%C3%A9?q=%20 HTTP/1.1\r\nX-Twice: 1\r\nX-Twice: 2\r\nCookie: a=1\r\nCookie: b=2\r\n"
            b"X-Folded: one\r\n  two\r\nSSL_CLIENT_CERT: forged\r\nX_Under: forged\r\n\r\n"
        )
        until(tls, b"hello")
    (environ,) = application.seen
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/a b/\xc3\xa9", "q=%20")
    assert (environ["HTTP_X_TWICE"], environ["HTTP_COOKIE"]) == ("1,2", "a=1; b=2")
    assert environ["HTTP_X_FOLDED"] == "one two"
    assert not [key for key in environ if "SSL_CLIENT" in key or "UNDER" in key or key == "PATH"]


def test_body_of_unknown_length_ends_with_the_connection(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield b"one "
        yield b""
        yield b"two"

    with connection(sandbox, serve(application)) as tls:
        tls.sendall(GET)
        answer = until_closed(tls)
    assert b"Connection: close\r\n" in answer
    assert b"Content-Length" not in answer
    assert answer.endswith(b"one two")


@pytest.mark.parametrize("expected", ["no answer", "raised immediately", "raised later", "too short"])
def test_failing_application_is_logged_and_ends_the_connection(
    sandbox: Sandbox, serve: Callable[..., TLSServer], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        if expected == "raised immediately":
            raise ZeroDivisionError
        if expected != "no answer":
            start_response("200 OK", [("Content-Length", "10")])
        yield b"half "
        if expected == "raised later":
            raise ZeroDivisionError

    exceptions: list[object] = []
    # Patch the logger itself, because other tests may have changed the logging configuration.
    for level in ("exception", "error"):
        monkeypatch.setattr(http_server.logger, level, lambda *_, **__: exceptions.append(sys.exc_info()[0]))
    with connection(sandbox, serve(application)) as tls:
        tls.sendall(GET)
        answer = until_closed(tls)
    is_head_sent = expected in {"raised later", "too short"}
    assert answer.startswith(b"HTTP/1.1 200 " if is_head_sent else b"HTTP/1.1 500 ")
    assert bool(exceptions) is (expected != "too short")
