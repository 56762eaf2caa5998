"""When to poll again: the state machine of CIBA Core §11 and RFC 8628 §3.5, without a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.errors import (
    AnswerUnusable,
    MosaicRefusal,
    MoveRefused,
    RequestExpired,
    SealingError,
    TimedOut,
    TLSFailure,
    Unreachable,
    UserDenied,
)
from mosaic_clients.core.oauth.polling import LONGEST_INTERVAL, Polling, initial_polling, polling_after_error

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def refusal(code: str, status: int = 400, retry_after: float | None = None) -> MosaicRefusal:
    return MosaicRefusal(code, code=code, status=status, retry_after=retry_after)


@pytest.mark.parametrize(("requested", "expected"), [(None, 5), (1, 5), (5, 5), (7, 7), (60, 60)])
def test_interval_is_five_seconds_or_that_of_mosaic(requested, expected):
    polling = initial_polling(interval=requested, expires_in=600, now=NOW)
    assert polling == Polling(expected, NOW + seconds(expected), NOW + seconds(600))
    assert not polling.is_due(NOW + seconds(expected - 0.001))
    assert polling.is_due(NOW + seconds(expected))


def test_pending_keeps_the_interval():
    polling = initial_polling(interval=None, expires_in=600, now=NOW)
    assert polling_after_error(polling, refusal("authorization_pending"), now=NOW + seconds(6)) == Polling(
        5, NOW + seconds(11), NOW + seconds(600)
    )


def test_slow_down_adds_five_seconds_permanently():
    polling = initial_polling(interval=None, expires_in=600, now=NOW)
    slower = polling_after_error(polling, refusal("slow_down"), now=NOW)
    slower = polling_after_error(slower, refusal("slow_down"), now=NOW)
    assert slower.interval == 15
    assert polling_after_error(slower, refusal("authorization_pending"), now=NOW).next_poll_at == NOW + seconds(15)
    assert polling_after_error(polling, refusal("slow_down", 429, 77), now=NOW).next_poll_at == NOW + seconds(77)


@pytest.mark.parametrize(
    "error",
    [
        Unreachable("x"),
        TimedOut("x"),
        TLSFailure("x", code="reset"),
        AnswerUnusable("x", status=502),
        refusal("http_429", 429),
        refusal("server_error", 500),
    ],
    ids=lambda error: f"{type(error).__name__} {error.code}",
)
def test_retryable_error_doubles_the_interval_up_to_a_minute(error):
    polling = initial_polling(interval=None, expires_in=600, now=NOW)
    assert [polling := polling_after_error(polling, error, now=NOW) for _ in range(6)][-1].interval == LONGEST_INTERVAL
    wide = initial_polling(interval=90, expires_in=600, now=NOW)
    assert polling_after_error(wide, error, now=NOW).interval == 90


def test_retry_after_is_the_minimum_wait():
    polling = initial_polling(interval=None, expires_in=600, now=NOW)
    assert polling_after_error(polling, refusal("http_429", 429, 120), now=NOW).next_poll_at == NOW + seconds(120)
    assert polling_after_error(
        polling, AnswerUnusable("x", status=503, retry_after=3), now=NOW
    ).next_poll_at == NOW + seconds(10)


def test_sealing_error_keeps_the_interval():
    polling = initial_polling(interval=None, expires_in=600, now=NOW)
    assert polling_after_error(polling, SealingError("x"), now=NOW) == Polling(5, NOW + seconds(5), NOW + seconds(600))


def test_denied_and_expired_have_their_own_exceptions():
    polling = initial_polling(interval=None, expires_in=600, now=NOW)
    with pytest.raises(UserDenied):
        polling_after_error(polling, refusal("access_denied"), now=NOW)
    with pytest.raises(RequestExpired):
        polling_after_error(polling, refusal("expired_token"), now=NOW)


@pytest.mark.parametrize(
    "final",
    [refusal("invalid_grant"), refusal("invalid_client", 401), MoveRefused("x"), AnswerUnusable("x", status=200)],
)
def test_permanent_error_is_raised_unchanged(final):
    with pytest.raises(type(final)) as caught:
        polling_after_error(initial_polling(interval=None, expires_in=600, now=NOW), final, now=NOW)
    assert caught.value is final


def test_expired_request_is_not_polled():
    polling = initial_polling(interval=None, expires_in=7, now=NOW)
    assert polling.is_due(NOW + seconds(6.9))
    assert (polling.is_due(NOW + seconds(7)), polling.is_over(NOW + seconds(7))) == (False, True)
    assert polling.seconds_to_wait(NOW) == 5
    late = polling_after_error(polling, refusal("authorization_pending"), now=NOW + seconds(6))
    assert late.seconds_to_wait(NOW + seconds(6)) == 1
    assert late.seconds_to_wait(NOW + seconds(99)) == 0


@given(
    st.lists(st.sampled_from(["authorization_pending", "slow_down", "server_error"]), max_size=40),
    st.floats(min_value=0.1, max_value=300),
)
def test_any_answers_keep_five_seconds_between_two_polls(answers, interval):
    polling, now = initial_polling(interval=interval, expires_in=1e6, now=NOW), NOW
    for code in answers:
        assert polling.next_poll_at - now >= seconds(5)
        now, before = polling.next_poll_at, polling.interval
        polling = polling_after_error(polling, refusal(code, 500 if code == "server_error" else 400), now=now)
        assert polling.interval >= before
