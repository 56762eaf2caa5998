"""Requests whose header lines are sent unchanged, and the result of each kind of failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from mosaic_clients.core.errors import (
    AnswerUnusable,
    ConfigurationError,
    MosaicError,
    TimedOut,
    TLSFailure,
    Unreachable,
)
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.transport.connections import PrivateAddressRefused
from mosaic_clients.transport.http import MAX_ANSWER, Limits
from mosaic_clients.transport.raw_requests import RawCaller
from tests.pki import Pair
from tests.transport.conftest import Serve
from tests.transport.fault_server import Exchange, http, plain
from tests.transport.material import ServerFiles

Call = Callable[..., RawCaller]


@pytest.fixture
def caller(root: Pair) -> Iterator[Call]:
    with ExitStack() as stack:

        def make(url: str, identity: Identity | None = None, **knobs: Any) -> RawCaller:
            limits = Limits(1.0, knobs.pop("read", 1.0), knobs.pop("total", 2.0))
            values = {"trusted_ca": root.pem, "allow_private": True, "limits": limits, **knobs}
            return stack.enter_context(RawCaller(url, identity, **values))

        yield make


ok = plain(b"{}")


def test_header_lines_are_sent_in_order_and_unchanged(serve: Serve, caller: Call) -> None:
    server = serve(ok)
    fields = [("X_Odd-Name", "a"), ("x-odd-name", ""), ("X-Twice", "1"), ("X-Twice", "2"), ("X-Blank ", "b"),
              ("X-Fold", "\r\n c")]  # fmt: skip
    assert caller(server.url + "?a=1").status(fields) == 200
    first, host, *lines = server.exchanges[0].head.split("\r\n")
    assert (first, host) == ("GET /cis/oidc/token?a=1 HTTP/1.1", f"Host: 127.0.0.1:{server.port}")
    assert lines == ["X_Odd-Name: a", "x-odd-name: ", "X-Twice: 1", "X-Twice: 2", "X-Blank : b", "X-Fold: ", " c"]


def test_one_connection_serves_several_requests_with_its_identity(
    serve: Serve, caller: Call, rsa_identity: Identity
) -> None:
    server = serve(ok)
    with caller(server.url, rsa_identity) as raw_caller:
        assert [raw_caller.status([]) for _ in range(3)] == [200] * 3
    assert server.connections == 1
    assert {exchange.client_x5t_s256 for exchange in server.exchanges} == {rsa_identity.x5t_s256}


def test_closed_kept_connection_is_opened_again(serve: Serve, caller: Call) -> None:
    def closing(exchange: Exchange) -> None:
        exchange.send(http(b"{}"))
        exchange.connection.close()

    server = serve(closing, plain(b"{}", status="401 Unauthorized"))
    raw_caller = caller(server.url)
    assert raw_caller.status([]) == 200
    assert raw_caller.status([]) == 401
    assert server.connections == 2


@pytest.mark.parametrize("end", [Exchange.reset, lambda exchange: exchange.connection.close()])
def test_connection_closed_without_an_answer_returns_none(end: Any, serve: Serve, caller: Call) -> None:
    assert caller(serve(end).url).status([]) is None


def test_refused_client_certificate_returns_none(
    serve: Serve, caller: Call, server_files: ServerFiles, rsa_identity: Identity, ec_identity: Identity
) -> None:
    context = server_files.context(accepted_clients=rsa_identity.chain_pem, demand=True)
    url = serve(ok, context=context).url
    assert caller(url, rsa_identity).status([]) == 200
    assert caller(url, ec_identity).status([]) is None
    assert caller(url).status([]) is None


@pytest.mark.parametrize("status", ["101 Switching Protocols", "302 Found", "404 Not Found", "500 Oops"])
def test_every_status_is_returned_and_no_redirect_is_followed(status: str, serve: Serve, caller: Call) -> None:
    server = serve(plain(b"", status=status, Location="/elsewhere"))
    assert caller(server.url).status([]) == int(status[:3])
    assert len(server.exchanges) == 1


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (lambda exchange: exchange.send(b"SSH-2.0-x\r\n\r\n"), AnswerUnusable),
        (lambda exchange: exchange.drip(http(b"x" * 4000)), TimedOut),
        (lambda exchange: exchange.drip(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 900), TimedOut),
        (lambda exchange: exchange.stopping.wait(3), TimedOut),
    ],
)
def test_faulty_answer_raises_its_exception(
    answer: Any, failure: type[MosaicError], serve: Serve, caller: Call
) -> None:
    with pytest.raises(failure, match=r"127\.0\.0\.1"):
        caller(serve(answer).url, read=0.2, total=0.4).status([("Authorization", "Bearer secret")])


def test_huge_body_closes_the_connection(serve: Serve, caller: Call) -> None:
    server = serve(plain(b"x" * (MAX_ANSWER * 4)), ok)
    raw_caller = caller(server.url)
    assert raw_caller.status([]) == 200
    assert raw_caller.status([]) == 200
    assert server.connections == 2


def test_peer_that_cannot_be_called_is_named(serve: Serve, caller: Call) -> None:
    url = serve(ok).url
    with pytest.raises(TLSFailure, match="not trusted"):
        caller(url, trusted_ca="").status([])
    with pytest.raises(PrivateAddressRefused, match="not a public address"):
        caller(url, allow_private=False).status([])
    with pytest.raises(Unreachable):
        caller("https://nowhere.invalid/").status([])
    with pytest.raises(ConfigurationError, match="PEM"):
        caller(url, trusted_ca="no PEM")
