"""Which failures a call is repeated after, and how long is waited first."""

from __future__ import annotations

import pytest

from mosaic_clients.core.backoff import MOST_TRIES, wait_before_next
from mosaic_clients.core.errors import AnswerUnusable, MosaicRefusal, NoAccessToken, TimedOut, TLSFailure, Unreachable


def refused(status, retry_after=None):
    return MosaicRefusal("no", code="x", status=status, retry_after=retry_after)


def waited(error, *, tries=1, seconds_left=20.0, is_idempotent=True, jitter=0.5):
    return wait_before_next(error, tries=tries, seconds_left=seconds_left, is_idempotent=is_idempotent, jitter=jitter)


@pytest.mark.parametrize(
    ("error", "idempotent", "other"),
    [
        (Unreachable("x"), True, True),  # nothing was sent
        (refused(429), True, True),  # turned away before anybody looked at it
        (AnswerUnusable("x", status=429), True, True),
        (refused(503), True, False),  # it may have been applied, from here on
        (refused(500), True, False),
        (AnswerUnusable("x", status=502), True, False),
        (AnswerUnusable("x"), True, False),
        (TimedOut("x"), True, False),
        (TLSFailure("x", code="reset"), True, False),
        (TLSFailure("x"), False, False),  # a certificate that is not accepted now will not be in a second
        (AnswerUnusable("x", status=200), False, False),
        (refused(400), False, False),
        (refused(401), False, False),
    ],
    ids=lambda value: f"{type(value).__name__}-{value.code}-{value.status}" if isinstance(value, Exception) else None,
)
def test_a_call_is_repeated_only_where_that_may_help_and_does_no_harm(error, idempotent, other):
    assert (waited(error) is not None) is idempotent
    assert (waited(error, is_idempotent=False) is not None) is other


def test_an_address_that_is_not_allowed_is_not_tried_again():
    error = Unreachable("x", code="private_address")
    error.retryable = False
    assert waited(error) is None
    assert waited(NoAccessToken("x")) is not None


def test_the_number_of_tries_is_bounded():
    assert [waited(TimedOut("x"), tries=tries) is not None for tries in range(1, 5)] == [True, True, False, False]
    assert MOST_TRIES == 3


def test_the_wait_doubles_and_half_of_it_is_jitter():
    assert [waited(TimedOut("x"), tries=tries, jitter=0) for tries in (1, 2)] == [0.125, 0.25]
    assert waited(TimedOut("x"), jitter=0.999) == pytest.approx(0.25, abs=0.001)


def test_retry_after_is_the_least_that_is_waited_and_no_wait_uses_up_the_limit():
    assert waited(refused(429, 7), jitter=0) == 7
    assert waited(refused(429, 7), seconds_left=7, jitter=0) is None
    assert waited(refused(429, 3600)) is None
    assert waited(refused(429, 0.01), jitter=0) == 0.125
    assert waited(TimedOut("x"), seconds_left=0) is None


def test_not_everybody_who_was_told_the_same_comes_back_at_once():
    assert waited(refused(429, 7), jitter=0.5) == pytest.approx(7.35)
    assert waited(refused(429, 7), jitter=0.999) == pytest.approx(7.7, abs=0.001)
