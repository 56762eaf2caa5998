"""After which failures a call is retried, and after which wait."""

from __future__ import annotations

import pytest

from mosaic_clients.core.backoff import MOST_TRIES, wait_before_next
from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal, NoAccessToken, TimedOut, TLSFailure, Unreachable


def refused(status, retry_after=None):
    return MosaicRefusal("no", code="x", status=status, retry_after=retry_after)


def wait(error, *, tries=1, seconds_left=20.0, is_idempotent=True, jitter=0.5):
    return wait_before_next(error, tries=tries, seconds_left=seconds_left, is_idempotent=is_idempotent, jitter=jitter)


@pytest.mark.parametrize(
    ("error", "idempotent", "other"),
    [
        (Unreachable("x"), True, True),  # nothing was sent
        (refused(429), True, True),  # refused before it was processed
        (AnswerUnusable("x", status=429), True, True),
        (refused(503), True, False),  # this request and those below may have been applied
        (refused(500), True, False),
        (AnswerUnusable("x", status=502), True, False),
        (AnswerUnusable("x"), True, False),
        (TimedOut("x"), True, False),
        (TLSFailure("x", code="reset"), True, False),
        (TLSFailure("x"), False, False),  # a refused certificate is still refused a second later
        (AnswerUnusable("x", status=200), False, False),
        (refused(400), False, False),
        (refused(401), False, False),
    ],
    ids=lambda value: f"{type(value).__name__}-{value.code}-{value.status}" if isinstance(value, Exception) else None,
)
def test_call_is_retried_only_if_that_may_help_and_is_safe(error, idempotent, other):
    assert (wait(error) is not None) is idempotent
    assert (wait(error, is_idempotent=False) is not None) is other


def test_private_address_is_not_retried():
    error = Unreachable("x", code="private_address")
    error.retryable = False
    assert wait(error) is None
    assert wait(NoAccessToken("x")) is not None


def test_number_of_tries_is_limited():
    assert [wait(TimedOut("x"), tries=tries) is not None for tries in range(1, 5)] == [True, True, False, False]
    assert MOST_TRIES == 3


def test_wait_doubles_and_half_of_it_is_jitter():
    assert [wait(TimedOut("x"), tries=tries, jitter=0) for tries in (1, 2)] == [0.125, 0.25]
    assert wait(TimedOut("x"), jitter=0.999) == pytest.approx(0.25, abs=0.001)


def test_retry_after_is_the_minimum_wait_within_the_time_limit():
    assert wait(refused(429, 7), jitter=0) == 7
    assert wait(refused(429, 7), seconds_left=7, jitter=0) is None
    assert wait(refused(429, 3600)) is None
    assert wait(refused(429, 0.01), jitter=0) == 0.125
    assert wait(TimedOut("x"), seconds_left=0) is None


def test_jitter_is_added_to_retry_after():
    assert wait(refused(429, 7), jitter=0.5) == pytest.approx(7.35)
    assert wait(refused(429, 7), jitter=0.999) == pytest.approx(7.7, abs=0.001)
