"""Faults of Mosaic's answers: each raises its exception in time, reveals no secret, and the next call works."""

from __future__ import annotations

import time

import pytest

from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.transport.client_api import ClientAPI
from mosaic_clients.transport.http import MAX_ANSWER, Limits
from mosaic_clients.transport.oidc import client_credentials, signing_keys
from tests.transport.fault_server import TOKEN, good, http, plain
from tests.transport.faults.answer_faults import FAULTS
from tests.transport.faults.error_text import all_text_of

LIMITS = Limits(connect=0.5, read=0.25, total=0.4)
SLACK = 0.6
SECRET = "s3cret-management-token"


def _request_token(session, server, limits=LIMITS):
    return client_credentials(session, server.url, client_id="shop", resource="", limits=limits)


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
    assert SECRET not in all_text_of(caught.value)
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
