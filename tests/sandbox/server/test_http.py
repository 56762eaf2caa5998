"""Tests HTTP/1.1 as the server speaks it: limits, ambiguous requests, bodies, and kept connections."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable

import pytest

from mosaic_clients.sandbox import Sandbox, TLSServer
from tests.sandbox.callers import Caller
from tests.sandbox.server.connections import GET, HEALTH, HOST, Probe, connection, until, until_closed


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


def test_connection_is_kept_alive(sandbox: Sandbox) -> None:
    with Caller(sandbox) as caller:
        caller.connection.connect()
        first = caller.connection.sock
        for path in ("/healthz", "/nowhere", "/cis/oidc/jwks"):
            caller.call("GET", path)
            assert caller.connection.sock is first


def test_pipelined_requests_are_all_answered(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    with context.wrap_socket(connect(), server_hostname="localhost") as tls:
        padded = HEALTH.replace(b"\r\n\r\n", b"\r\nX-Padding: " + b"x" * 6000 + b"\r\n\r\n")
        tls.sendall(padded * 2 + HEALTH)  # one TLS record, larger than the server's buffer
        started_at, answers = time.monotonic(), b""
        while answers.count(b'"ok"') < 3:
            answers += tls.recv(4096)
    assert time.monotonic() - started_at < 2


def test_oversized_or_unsized_body_is_refused(sandbox: Sandbox) -> None:
    for headers, status in (
        ({"Content-Length": str(1024 * 1024 + 1)}, 413),
        ({"Content-Length": "-1"}, 400),
        ({"Transfer-Encoding": "chunked"}, 411),
    ):
        with Caller(sandbox) as caller:
            assert caller.call("POST", "/cis/oidc/token", headers=headers).status == status
