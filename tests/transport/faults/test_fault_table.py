"""The fault table: each fault of a call to Mosaic, and the result that it must have.

The right exception, within the time limit, without a secret, and the next call works. This module has every row and
every kind of call; ``test_faults`` has more variants of each row.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from mosaic_clients.core.errors import AnswerUnusable, MosaicError, MosaicRefusal, TimedOut, TLSFailure, Unreachable
from mosaic_clients.transport.http import Limits
from tests.pki import DAY
from tests.transport.fault_server import Answer, Exchange, plain
from tests.transport.faults.error_text import all_text_of
from tests.transport.faults.every_call import CALLS, SECRET
from tests.transport.material import NOW, ServerFiles, client_identity, current_authority, server_of

LIMITS = Limits(connect=0.5, read=0.25, total=0.4)
PATIENT = Limits(connect=2, read=2, total=4)
SLACK = 0.6
HTML = b"<html><body>Bad gateway</body></html>"


@dataclass(frozen=True)
class Outcome:
    """What the caller gets."""

    exception: type[MosaicError]
    codes: tuple[str, ...]
    retryable: bool
    status: int | None = None


def silent(exchange: Exchange) -> None:
    exchange.stopping.wait(3)


def resets_mid_body(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
    time.sleep(0.05)
    exchange.reset()


def drips(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n")
    exchange.drip(b" " * 9000)


def limited(**headers: str) -> Answer:
    return plain({"message": "too many", "error_code": 429}, status="429 Too Many Requests", **headers)


LATE = Outcome(TimedOut, ("timed_out",), retryable=True)
LIMITED = Outcome(MosaicRefusal, ("http_429",), retryable=True, status=429)
ANSWERS: dict[str, tuple[Answer, Outcome]] = {
    "read timeout": (silent, LATE),
    "slow drip": (drips, LATE),
    "reset mid-body": (resets_mid_body, Outcome(TLSFailure, ("reset",), retryable=True)),
    "HTML 502": (
        plain(HTML, status="502 Bad Gateway", Content_Type="text/html"),
        Outcome(AnswerUnusable, ("answer_unusable",), retryable=True, status=502),
    ),
    "429": (limited(), LIMITED),
    "429 with seconds": (limited(Retry_After="7"), LIMITED),
    "redirect": (
        plain(b"", status="307 Go", Location="https://127.0.0.1:1/elsewhere"),
        Outcome(AnswerUnusable, ("redirect",), retryable=False, status=307),
    ),
    "5 MB body": (
        plain(b"x" * (5 * 1024 * 1024)),
        Outcome(AnswerUnusable, ("answer_too_large",), retryable=False, status=200),
    ),
    "OAuth error": (
        plain({"error": "invalid_client", "error_description": "no"}, status="401 No"),
        Outcome(MosaicRefusal, ("invalid_client",), retryable=False, status=401),
    ),
    "message and code": (
        plain({"message": ["a", "b"], "error_code": 400}, status="400 No"),
        Outcome(MosaicRefusal, ("http_400",), retryable=False, status=400),
    ),
    "only a message": (
        plain({"message": "gone", "error_code": 404}, status="404 No"),
        Outcome(MosaicRefusal, ("http_404",), retryable=False, status=404),
    ),
    "ts_error_code": (
        plain({"message": "taken", "error_code": 409, "ts_error_code": "taken_already"}, status="409 No"),
        Outcome(MosaicRefusal, ("taken_already",), retryable=False, status=409),
    ),
}


def require(failed: Callable[[], Any], outcome: Outcome, log: str = "", *, limits: Limits = LIMITS) -> MosaicError:
    """Check that the call fails with this outcome, in time, and without a secret."""
    started = time.monotonic()
    with pytest.raises(outcome.exception) as caught:
        failed()
    assert time.monotonic() - started < limits.connect + limits.total + SLACK
    error = caught.value
    assert type(error) is outcome.exception
    assert error.code in outcome.codes
    assert (error.retryable, error.status) == (outcome.retryable, outcome.status)
    assert error.description
    assert "\n" not in error.description
    assert SECRET not in all_text_of(error) + log
    return error


@contextmanager
def full_port() -> Iterator[int]:
    """A port whose queue is full, so that it neither accepts nor refuses a connection."""
    with ExitStack() as stack:
        listener = stack.enter_context(closing(socket.socket()))
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            waiting = stack.enter_context(closing(socket.socket()))
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


PAIRS = [
    (kind, fault)
    for kind in CALLS
    for fault, (_, outcome) in ANSWERS.items()
    if outcome is not LATE or kind in {"token", "introspection", "userinfo"}  # these take their whole time limit
]


@pytest.mark.parametrize(("kind", "fault"), PAIRS, ids=lambda value: value)
def test_faulty_answer_raises_its_exception_without_secrets(kind, fault, serve, connect, ec_identity, caplog):
    caplog.set_level("DEBUG")
    call, (answer, outcome) = CALLS[kind], ANSWERS[fault]
    server, session = serve(answer, plain(call.good)), connect(ec_identity)
    require(lambda: call.make(session, server.url, LIMITS), outcome, caplog.text)
    call.make(session, server.url, PATIENT)
    assert {exchange.client_x5t_s256 for exchange in server.exchanges} == {ec_identity.x5t_s256}
    assert "elsewhere" not in " ".join(exchange.head for exchange in server.exchanges)


def test_refused_connection_is_unreachable(serve, connect, ec_identity):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    session, call = connect(ec_identity), CALLS["introspection"]
    outcome = Outcome(Unreachable, ("unreachable",), retryable=True)
    require(lambda: call.make(session, f"https://127.0.0.1:{port}/x", LIMITS), outcome)
    assert call.make(session, serve(plain(call.good)).url, PATIENT).active


def test_connection_that_is_not_accepted_times_out(serve, connect, ec_identity):
    session, call = connect(ec_identity), CALLS["introspection"]
    with full_port() as port:
        require(lambda: call.make(session, f"https://127.0.0.1:{port}/x", LIMITS), LATE)
    assert call.make(session, serve(plain(call.good)).url, PATIENT).active


def test_tls_alert_is_a_tls_failure(serve, connect, server_files, ec_identity):
    """The server requires a known certificate; it sends an alert or closes the connection."""
    context = server_files.context(accepted_clients=ec_identity.chain_pem, demand=True)
    call = CALLS["introspection"]
    server = serve(plain(call.good), context=context)
    stranger = connect(client_identity(name="stranger"))
    outcome = Outcome(TLSFailure, ("tls_failure", "reset"), retryable=True)
    require(lambda: call.make(stranger, server.url, LIMITS), outcome)
    assert server.exchanges == []
    assert call.make(connect(ec_identity), server.url, PATIENT).active


@pytest.mark.parametrize("case", ["wrong server certificate", "expired server certificate"])
def test_wrong_or_expired_server_certificate_is_a_tls_failure(case, serve, connect, root, ec_identity, tmp_path):
    is_expired = case.startswith("expired")
    pair = server_of(root, ends=NOW - DAY / 24) if is_expired else server_of(current_authority("CN=Elsewhere"))
    context = ServerFiles.written(pair, tmp_path).context(accepted_clients=ec_identity.chain_pem)
    session, call = connect(ec_identity), CALLS["introspection"]
    server = serve(plain(call.good), context=context)
    outcome = Outcome(TLSFailure, ("tls_failure",), retryable=True)
    error = require(lambda: call.make(session, server.url, LIMITS), outcome)
    assert ("expired" in error.description) is is_expired
    assert server.exchanges == []  # the secret was not sent
    assert call.make(session, serve(plain(call.good)).url, PATIENT).active
