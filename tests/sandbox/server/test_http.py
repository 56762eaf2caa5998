"""HTTP/1.1 as the sandbox's server speaks it: limits, ambiguous requests, kept connections, and broken applications."""

from __future__ import annotations

import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.sandbox.server import http_server

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]
HOST = b"Host: localhost\r\n"
GET = b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"


class Probe:
    """A WSGI application that answers 200 with ``body`` and keeps each environ."""

    def __init__(self, body: bytes = b"hello") -> None:
        self.body = body
        self.seen: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        self.seen.append(environ)
        self.bodies.append(environ["wsgi.input"].read())
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [self.body]


@contextmanager
def connection(sandbox: Sandbox, server: TLSServer) -> Iterator[ssl.SSLSocket]:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw,
        context.wrap_socket(raw, server_hostname="localhost") as tls,
    ):
        yield tls


def until_closed(tls: ssl.SSLSocket) -> bytes:
    received = b""
    while data := tls.recv(65536):
        received += data
    return received


def until(tls: ssl.SSLSocket, end: bytes) -> bytes:
    received = b""
    while not received.endswith(end):
        data = tls.recv(65536)
        assert data, received
        received += data
    return received


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nno colon\r\nX: y\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nContent-Length : 5\r\n\r\nhello", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\nhello", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: \xb2\r\n\r\nhello", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nhello", 413),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"BREW / HTTP/1.1\r\n\r\n", 501),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
        (b"nonsense\r\n\r\n", 400),
    ],
)
def test_ambiguous_or_oversized_request_is_refused_and_ends_connection(
    sandbox: Sandbox, serve: Callable[..., TLSServer], head: bytes, status: int
) -> None:
    application = Probe()
    with connection(sandbox, serve(application)) as tls:
        tls.sendall(head)
        answer = until_closed(tls)
    assert str(status).encode() in answer.partition(b"\r\n")[0] or b"Error code: %d" % status in answer
    assert application.seen == []


def test_multipart_body_is_not_a_malformed_header(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    application = Probe()
    body = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n'
    head = b"POST / HTTP/1.1\r\n%sContent-Type: multipart/form-data; boundary=b\r\nContent-Length: %d\r\n\r\n"
    with connection(sandbox, serve(application)) as tls:
        tls.sendall(head % (HOST, len(body)) + body)
        assert until(tls, b"hello").startswith(b"HTTP/1.1 200 OK\r\n")
    assert application.bodies == [body]


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


def test_head_has_no_body_and_keeps_the_connection(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    with connection(sandbox, serve(Probe())) as tls:
        tls.sendall(GET.replace(b"GET", b"HEAD") + GET)
        head, _, rest = until(tls, b"hello").partition(b"\r\n\r\n")
    assert b"Content-Length: 5" in head
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")


def test_http_1_0_client_gets_its_answer_and_the_end(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    with connection(sandbox, serve(Probe())) as tls:
        tls.sendall(GET.replace(b"HTTP/1.1", b"HTTP/1.0"))
        answer = until_closed(tls)
    assert b"Connection: close\r\n" in answer
    assert answer.endswith(b"hello")


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


def test_client_that_expects_continue_gets_100(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    application = Probe()
    with connection(sandbox, serve(application)) as tls:
        tls.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 4\r\n\r\n")
        assert until(tls, b"\r\n\r\n").startswith(b"HTTP/1.1 100 Continue\r\n")
        tls.sendall(b"body")
        until(tls, b"hello")
    assert application.bodies == [b"body"]


@pytest.mark.parametrize(
    "part", [b"GET /", GET[:-2], b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"], ids=["line", "head", "body"]
)
def test_incomplete_request_does_not_reach_the_application(
    sandbox: Sandbox, serve: Callable[..., TLSServer], part: bytes
) -> None:
    application = Probe()
    server = serve(application)
    with connection(sandbox, server) as tls:
        tls.sendall(part)
        tls.unwrap().shutdown(socket.SHUT_WR)
    with connection(sandbox, server) as tls:
        tls.sendall(GET)
        until(tls, b"hello")
    assert [environ["REQUEST_METHOD"] for environ in application.seen] == ["GET"]


def test_connection_over_the_limit_waits(
    sandbox: Sandbox, serve: Callable[..., TLSServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "MAX_CONNECTIONS", 2)
    server = serve(Probe())
    with connection(sandbox, server), connection(sandbox, server) as second:
        raw = socket.create_connection(("127.0.0.1", server.port), timeout=0.5)
        with raw, pytest.raises(TimeoutError):
            ssl.create_default_context(cadata=sandbox.trusted_ca).wrap_socket(raw, server_hostname="localhost")
        second.close()
        with connection(sandbox, server) as third:
            third.sendall(GET)
            until(third, b"hello")


def test_server_stops_while_full_and_starts_again_on_its_port(
    sandbox: Sandbox, serve: Callable[..., TLSServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_server, "MAX_CONNECTIONS", 1)
    server = serve(Probe())
    port = server.port
    with connection(sandbox, server), socket.create_connection(("127.0.0.1", port)):
        started_at = time.monotonic()
        server.stop()
        assert time.monotonic() - started_at < 2
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    server.start()
    assert server.port == port
    with connection(sandbox, server) as tls:
        tls.sendall(GET)
        until(tls, b"hello")
    with pytest.raises(RuntimeError, match="already running"):
        server.start()
