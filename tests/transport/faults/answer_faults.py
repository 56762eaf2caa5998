"""Faults of Mosaic's answers, and the exception that each must raise."""

from __future__ import annotations

import gzip
import time
from typing import NamedTuple

from mosaic_clients.core.errors import AnswerUnusable, MosaicError, MosaicRefusal, TimedOut, TLSFailure
from mosaic_clients.transport.http import MAX_ANSWER
from tests.transport.fault_server import TOKEN, Answer, http, plain

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
    exchange.reset()


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
