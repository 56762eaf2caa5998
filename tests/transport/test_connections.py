"""One connection after the other: nothing of one call, one address or one answer is taken for another's."""

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


def hinting(name: str, *interim: bytes):
    """Interim answers first, and the answer a while after them."""

    def answer(exchange: Exchange) -> None:
        for each in interim:
            exchange.send(each)
        time.sleep(0.1)
        exchange.send(http({"name": name}))

    return answer


@pytest.mark.parametrize("interim", [(EARLY,), (b"HTTP/1.1 102 Processing\r\n\r\n", EARLY, EARLY)])
def test_interim_answers_are_nobodys_answer(interim, serve, connect):
    server = serve(hinting("first", *interim), hinting("second", *interim), hinting("third"))
    session = connect()
    bodies = [call(session, "GET", server.url, limits=LIMITS).body for _ in range(3)]
    assert bodies == [b'{"name": "first"}', b'{"name": "second"}', b'{"name": "third"}']
    assert server.connections == 1


def test_a_raw_caller_skips_interim_answers_too(serve, root):
    server = serve(hinting("first", EARLY), hinting("second", EARLY))
    with RawCaller(server.url, None, trusted_ca=root.pem, allow_private=True, limits=LIMITS) as caller:
        assert [caller.status([]), caller.status([])] == [200, 200]


def test_interim_answers_without_end_are_no_answer(serve, connect):
    server = serve(lambda exchange: exchange.send(EARLY * 40))
    with pytest.raises(AnswerUnusable):
        call(connect(), "GET", server.url, limits=LIMITS)


def test_what_the_caller_handles_just_now_says_nothing_of_this_call(serve, connect):
    """A code that has arrived is not taken for one that has not because the caller's own cache is down."""

    def hangs_up(exchange: Exchange) -> None:
        raise OSError

    server = serve(hangs_up)
    try:
        socket.create_connection(("127.0.0.1", closed_port()))
    except ConnectionRefusedError:
        with pytest.raises(TLSFailure) as caught:
            redeem(connect(), server.url, "refresh_token", client_id="a", parameters={}, limits=LIMITS)
    assert caught.value.code == "reset"


def test_tls_that_breaks_within_an_answer_is_a_broken_connection(serve, connect):
    def breaks(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
        with socket.socket(fileno=os.dup(exchange.connection.fileno())) as beneath:
            beneath.sendall(b"\x17\x03\x03\x00\x20" + bytes(32))
        exchange.stopping.wait(1)

    with pytest.raises(TLSFailure) as caught:
        call(connect(), "GET", serve(breaks).url, limits=LIMITS)
    assert caught.value.code == "reset"


def test_many_addresses_that_do_not_answer_take_no_longer_than_one(connect, monkeypatch):
    with socket.create_server(("127.0.0.1", 0), backlog=1) as full:
        port = full.getsockname()[1]
        waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(2)]  # nobody accepts: more have to wait
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))] * 8
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        started = time.monotonic()
        with pytest.raises(TimedOut):
            call(connect(), "GET", f"https://mosaic.test:{port}/", limits=Limits(connect=0.5, read=1, total=1))
        assert time.monotonic() - started < 2
        for each in waiting:
            each.close()


def test_a_dead_address_does_not_hide_a_living_one(serve, connect, monkeypatch):
    server = serve()
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = ("127.0.0.1", nobody.getsockname()[1])
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in (dead, ("127.0.0.1", server.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert call(connect(), "GET", server.url, limits=LIMITS).status == 200
