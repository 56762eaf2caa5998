"""Tests the server with clients that are silent, slow or many, and its stop while they are connected."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.sandbox.server import http_server
from tests.sandbox.callers import Material, ask_for_token
from tests.sandbox.server.connections import GET, HEALTH, Probe, address, assert_alive, connection, until


def test_silent_clients_do_not_stall_others(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    for _ in range(30):
        connect()
    assert_alive(sandbox)


def test_unfinished_handshakes_do_not_stall_others(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    for _ in range(30):
        connect().sendall(b"\x16\x03\x01\x02\x00\x01")  # the first bytes of a ClientHello
    assert_alive(sandbox)


def test_idle_tls_connections_do_not_stall_others(sandbox: Sandbox, connect: Callable[[], socket.socket]) -> None:
    context = ssl.create_default_context(cadata=sandbox.trusted_ca)
    with ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(context.wrap_socket(connect(), server_hostname="localhost"))
        assert_alive(sandbox)


def test_fifty_concurrent_connections_get_distinct_tokens(
    sandbox: Sandbox, client_id: str, add_self_signed: Callable[..., Material]
) -> None:
    material = add_self_signed(client_id)
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: ask_for_token(sandbox, client_id, material), range(50)))
    assert [answer.status for answer in answers] == [200] * 50
    assert len({answer.json["access_token"] for answer in answers}) == 50


def test_slow_reader_gets_large_answer(sandbox: Sandbox, serve: Callable[..., TLSServer]) -> None:
    size = 12 * 1024 * 1024  # more than the kernel buffers

    def application(environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(size))])
        return [b"x" * size]

    with connection(sandbox, serve(application)) as tls:
        tls.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        time.sleep(0.2)
        received = 0
        while data := tls.recv(65536):  # raises unless TLS close_notify ends the stream
            received += len(data)
    assert received > size


@pytest.mark.parametrize("data", [b"", b"\x16\x03\x01\x02\x00\x01"], ids=["nothing", "half"])
def test_silent_client_is_disconnected_after_timeout(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "TIMEOUT", 1)
    with Sandbox() as sandbox, socket.create_connection(address(sandbox), timeout=20) as client:
        client.sendall(data)
        started_at = time.monotonic()
        assert client.recv(1) == b""
        assert time.monotonic() - started_at < 3


def test_slow_handshake_is_disconnected_after_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "TIMEOUT", 1)
    with Sandbox() as sandbox, socket.create_connection(address(sandbox), timeout=20) as client:
        client.sendall(b"\x16\x03\x01\x02\x00\x01")
        with pytest.raises(OSError, match=r"[Bb]roken pipe|reset"):
            drip(client, seconds=5)


def drip(client: socket.socket, seconds: float) -> None:
    started_at = time.monotonic()
    while time.monotonic() - started_at < seconds:
        client.sendall(b"\0")
        time.sleep(0.1)


def test_stop_does_not_wait_for_open_connections() -> None:
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox())
        context = ssl.create_default_context(cadata=sandbox.trusted_ca)
        for request in (b"", HEALTH, HEALTH[:20]):  # idle after the handshake, kept alive, in the middle of a request
            raw = stack.enter_context(socket.create_connection(address(sandbox), timeout=20))
            tls = stack.enter_context(context.wrap_socket(raw, server_hostname="localhost"))
            tls.sendall(request)
        started_at = time.monotonic()
        sandbox.stop()
        assert time.monotonic() - started_at < 5


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
