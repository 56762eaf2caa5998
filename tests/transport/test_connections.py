"""Calls, addresses and answers do not affect each other."""

from __future__ import annotations

import os
import socket
import time

import pytest

from mosaic_clients.core.errors import AnswerUnusable, TimedOut, TLSFailure
from mosaic_clients.transport.authorization import redeem
from mosaic_clients.transport.http import Limits, call
from mosaic_clients.transport.raw_requests import RawCaller
from tests.mosaic import closed_port
from tests.transport.fault_server import Exchange, http

LIMITS = Limits(connect=1, read=1, total=2)
EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"


def interim_then(name: str, *interim: bytes):
    """Send interim answers first, and the final answer a moment later."""

    def answer(exchange: Exchange) -> None:
        for each in interim:
            exchange.send(each)
        time.sleep(0.1)
        exchange.send(http({"name": name}))

    return answer


@pytest.mark.parametrize("interim", [(EARLY,), (b"HTTP/1.1 102 Processing\r\n\r\n", EARLY, EARLY)])
def test_interim_answers_are_skipped(interim, serve, connect):
    server = serve(interim_then("first", *interim), interim_then("second", *interim), interim_then("third"))
    session = connect()
    bodies = [call(session, "GET", server.url, limits=LIMITS).body for _ in range(3)]
    assert bodies == [b'{"name": "first"}', b'{"name": "second"}', b'{"name": "third"}']
    assert server.connections == 1


def test_raw_caller_skips_interim_answers(serve, root):
    server = serve(interim_then("first", EARLY), interim_then("second", EARLY))
    with RawCaller(server.url, None, trusted_ca=root.pem, allow_private=True, limits=LIMITS) as caller:
        assert [caller.status([]), caller.status([])] == [200, 200]


def test_too_many_interim_answers_are_unusable(serve, connect):
    server = serve(lambda exchange: exchange.send(EARLY * 40))
    with pytest.raises(AnswerUnusable):
        call(connect(), "GET", server.url, limits=LIMITS)


def test_exception_handled_by_the_caller_does_not_change_the_failure(serve, connect):
    """A code that was sent does not count as unsent because the caller handles an error of its own cache."""

    def hangs_up(exchange: Exchange) -> None:
        raise OSError

    server = serve(hangs_up)
    try:
        socket.create_connection(("127.0.0.1", closed_port()))
    except ConnectionRefusedError:
        with pytest.raises(TLSFailure) as caught:
            redeem(connect(), server.url, "refresh_token", client_id="a", parameters={}, limits=LIMITS)
    assert caught.value.code == "reset"


def test_tls_error_within_an_answer_is_a_reset(serve, connect):
    def breaks(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
        with socket.socket(fileno=os.dup(exchange.connection.fileno())) as raw_socket:
            raw_socket.sendall(b"\x17\x03\x03\x00\x20" + bytes(32))
        exchange.stopping.wait(1)

    with pytest.raises(TLSFailure) as caught:
        call(connect(), "GET", serve(breaks).url, limits=LIMITS)
    assert caught.value.code == "reset"


def test_silent_addresses_share_one_connect_timeout(connect, monkeypatch):
    with socket.create_server(("127.0.0.1", 0), backlog=1) as full:
        port = full.getsockname()[1]
        waiting = [
            socket.create_connection(("127.0.0.1", port)) for _ in range(2)
        ]  # never accepted, so further connections wait
        addresses = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))] * 8
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: addresses)
        started = time.monotonic()
        with pytest.raises(TimedOut):
            call(connect(), "GET", f"https://mosaic.test:{port}/", limits=Limits(connect=0.5, read=1, total=1))
        assert time.monotonic() - started < 2
        for each in waiting:
            each.close()


def test_next_address_is_tried_after_a_refused_one(serve, connect, monkeypatch):
    server = serve()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = ("127.0.0.1", closed.getsockname()[1])
        both = (dead, ("127.0.0.1", server.port))
        addresses = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in both]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: addresses)
        assert call(connect(), "GET", server.url, limits=LIMITS).status == 200
