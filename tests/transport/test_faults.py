"""Faults of Mosaic's answers: each raises its exception in time, reveals no secret, and the next call works."""

from __future__ import annotations

import gzip
import socket
import struct
import time
import traceback
from typing import NamedTuple

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicError, MosaicRefusal, TimedOut, TLSFailure
from mosaic_clients.transport.client_api import ClientAPI
from mosaic_clients.transport.http import MAX_ANSWER, Limits
from mosaic_clients.transport.oidc import client_credentials, signing_keys
from tests.transport.fault_server import TOKEN, Answer, good, http, plain

LIMITS = Limits(connect=0.5, read=0.25, total=0.4)
SLACK = 0.6
SECRET = "s3cret-management-token"
HTML = b"<html><body>Sign in to the captive portal</body></html>"
BIG = b"x" * (5 * 1024 * 1024)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"


def _silent(exchange):
    exchange.stopping.wait(3)


def _drips_its_status(exchange):
    exchange.drip(http(TOKEN) * 9)


def _drips_its_headers(exchange):
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    exchange.drip(b"X-Padding: 1\r\n" * 99)


def _drips_its_body(exchange):
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n")
    exchange.drip(b" " * 9000)


def _drips_chunks(exchange):
    exchange.send(CHUNKED)
    for _ in range(900):
        if exchange.stopping.wait(0.02):
            return
        exchange.send(b"1\r\n \r\n")


def _drips_a_chunk_size(exchange):
    exchange.send(CHUNKED)
    exchange.drip(b"0" * 900)


def _drips_a_redirect(exchange):
    exchange.send(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 9000\r\n\r\n")
    exchange.drip(b" " * 9000)


def _streams_without_end(exchange):
    exchange.send(CHUNKED)
    while not exchange.stopping.is_set():
        exchange.send(b"4000\r\n" + b" " * 0x4000 + b"\r\n")


def _resets_mid_body(exchange):
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
    time.sleep(0.05)
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise OSError


def _ends_mid_body(exchange):
    exchange.send(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\n{"access_token"')
    raise OSError


def _hangs_up(exchange):
    raise OSError


def _speaks_nonsense(exchange):
    exchange.send(b"\x00\xff\x00 nonsense\r\n\r\n")
    raise OSError


class Fault(NamedTuple):
    """The server's answer, and the exception that it must raise."""

    answer: Answer
    exception: type[MosaicError]
    code: str
    retryable: bool


def _late(answer: Answer) -> Fault:
    return Fault(answer, TimedOut, "timed_out", retryable=True)


def _cut_off(answer: Answer) -> Fault:
    return Fault(answer, TLSFailure, "reset", retryable=True)


def _unusable(answer: Answer, code: str = "answer_unusable", *, retryable: bool = False) -> Fault:
    return Fault(answer, AnswerUnusable, code, retryable)


FAULTS = {
    "silent": _late(_silent),
    "drips its status line": _late(_drips_its_status),
    "drips its headers": _late(_drips_its_headers),
    "drips its body": _late(_drips_its_body),
    "drips chunks": _late(_drips_chunks),
    "drips a chunk size": _late(_drips_a_chunk_size),
    "drips a redirect": _late(_drips_a_redirect),
    "html 200": _unusable(plain(HTML, Content_Type="text/html")),
    "html 502": _unusable(plain(HTML, status="502 Bad Gateway", Content_Type="text/html"), retryable=True),
    "no content": _unusable(plain(b"", status="204 No Content")),
    "five megabytes": _unusable(plain(BIG), "answer_too_large"),
    "five megabytes of error": _unusable(plain(BIG, status="500 Oops"), "answer_too_large", retryable=True),
    "one byte too many": _unusable(plain(b" " * (MAX_ANSWER + 1)), "answer_too_large"),
    "no end": _unusable(_streams_without_end, "answer_too_large"),
    "compressed": _unusable(plain(gzip.compress(b"{}"), Content_Encoding="gzip")),
    "compressed twice": _unusable(plain(gzip.compress(BIG), Content_Encoding="br, GZIP")),
    "redirect": _unusable(plain(b"", status="302 Found", Location="/elsewhere"), "redirect"),
    "redirect to nonsense": _unusable(plain(b"", status="308 Go", Location="https://[::1"), "redirect"),
    "redirect with invalid bytes": _unusable(plain(b"", status="307 Go", Location="/\xff\xfe"), "redirect"),
    "redirect of five megabytes": _unusable(plain(BIG, status="301 Go", Location="/elsewhere"), "answer_too_large"),
    "compressed redirect": _unusable(
        plain(gzip.compress(BIG), status="301 Go", Location="/elsewhere", Content_Encoding="gzip")
    ),
    "nonsense": _unusable(_speaks_nonsense, retryable=True),
    "two lengths": _unusable(plain(b"{}", Content_Length="1, 2"), retryable=True),
    "bad chunk": _unusable(lambda exchange: exchange.send(CHUNKED + b"zz\r\n"), retryable=True),
    "huge header": _unusable(plain(TOKEN, X_Padding="x" * 70000), retryable=True),
    "reset mid-body": _cut_off(_resets_mid_body),
    "ends mid-body": _cut_off(_ends_mid_body),
    "hangs up": _cut_off(_hangs_up),
    "oauth refusal": Fault(
        plain({"error": "invalid_client"}, status="401 No"), MosaicRefusal, "invalid_client", retryable=False
    ),
    "rate limit": Fault(
        plain({"message": "slow down"}, status="429 No", Retry_After="7"), MosaicRefusal, "http_429", retryable=True
    ),
}


def _request_token(session, server, limits=LIMITS):
    return client_credentials(session, server.url, client_id="shop", resource="", limits=limits)


def _all_text_of(error: BaseException) -> str:
    texts, queue = [], [error]
    while queue:
        current = queue.pop()
        texts += [str(current), repr(current), repr(current.args), repr(vars(current))]
        request = getattr(current, "request", None)
        texts += [repr(dict(request.headers)), repr(request.body)] if request is not None else []
        queue += [each for each in (current.__cause__, current.__context__) if each is not None]
    return "\n".join([*texts, *traceback.format_exception(error)])


@pytest.mark.parametrize("name", FAULTS)
def test_fault_raises_its_exception_in_time_and_the_next_call_works(name, serve, connect, ec_identity):
    fault = FAULTS[name]
    server, session = serve(fault.answer, good), connect(ec_identity)
    started = time.monotonic()
    with pytest.raises(fault.exception) as caught:
        _request_token(session, server)
    assert time.monotonic() - started < LIMITS.total + SLACK
    error = caught.value
    assert (type(error), error.code, error.retryable) == (fault.exception, fault.code, fault.retryable)
    assert "\n" not in error.description
    assert len(error.description) < 400
    assert _request_token(session, server, limits=Limits()).access_token == "good-token"
    assert {exchange.client_x5t_s256 for exchange in server.exchanges} == {ec_identity.x5t_s256}
    assert "/elsewhere" not in " ".join(exchange.head for exchange in server.exchanges)


@pytest.mark.parametrize("name", [name for name in FAULTS if "drips" not in name])
def test_fault_reveals_no_secret(name, serve, connect, caplog):
    caplog.set_level("DEBUG")
    fault = FAULTS[name]
    api = ClientAPI(connect(), f"{serve(fault.answer).url}/v1/applications", SECRET, LIMITS)
    with pytest.raises(fault.exception) as caught:
        api.replace("app", "client", {"jwks": "configuration"})
    assert SECRET not in _all_text_of(caught.value)
    assert SECRET not in repr(api) + caplog.text


@pytest.mark.parametrize("name", ["drips its body", "html 200", "redirect", "five megabytes"])
def test_signing_keys_request_has_the_same_limits(name, serve, connect):
    fault = FAULTS[name]
    with pytest.raises(fault.exception) as caught:
        signing_keys(connect(), serve(fault.answer).url, limits=LIMITS)
    assert caught.value.code == fault.code


@pytest.mark.parametrize("status", ["301 A", "302 B", "303 C", "307 D", "308 E"])
def test_redirect_is_not_followed(status, serve, connect, ec_identity):
    attacker = serve(plain({"keys": [{"kty": "EC"}]}))
    session = connect(ec_identity)
    server = serve(plain(b"", status=status, Location=attacker.url))
    with pytest.raises(AnswerUnusable, match="redirect"):
        _request_token(session, server)
    with pytest.raises(AnswerUnusable, match="redirect"):
        signing_keys(session, server.url, limits=LIMITS)
    assert attacker.connections == 0


def test_answer_of_exactly_the_size_limit_is_read(serve, connect):
    body = http(TOKEN).partition(b"\r\n\r\n")[2]
    assert _request_token(connect(), serve(plain(body.ljust(MAX_ANSWER)))).access_token == "good-token"


def test_slow_answer_within_the_limits_is_read_and_keeps_the_connection(serve, connect):
    def dripped(exchange):
        exchange.drip(http(TOKEN), every=0.002)

    server, session = serve(dripped, good, good), connect()
    for _ in range(3):
        assert _request_token(session, server, Limits(connect=1, read=1, total=5)).access_token == "good-token"
    assert server.connections == 1
