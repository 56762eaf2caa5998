"""The one back-off formula against the three that it replaced, which stand here as its specification."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.backoff import MOST_TRIES, Backoff, wait_before_next
from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.jose import jwks_caching
from mosaic_clients.core.oauth import token_renewal
from tests.core.fuzzing import fuzz

JITTER = st.floats(0, 1, exclude_max=True)
RETRY_AFTER = st.none() | st.floats(0, 1e9) | st.integers(0, 10**9)


def within_call(tries: int, retry_after: float | None, jitter: float) -> float:
    wait = min(0.25 * (1 << (tries - 1)), 2.0) * (0.5 + 0.5 * jitter)
    return max(wait, (retry_after or 0.0) * (1 + 0.1 * jitter))


def token(failures: int, *, retryable: bool, retry_after: float | None, jitter: float) -> timedelta:
    outage, refusal = (timedelta(seconds=5), timedelta(minutes=10)), (timedelta(minutes=5), timedelta(hours=1))
    first, longest = outage if retryable else refusal
    wait = min(first * (1 << min(failures - 1, 16)), longest)
    return max(wait * (0.5 + 0.5 * jitter), timedelta(seconds=(retry_after or 0) * (1 + 0.1 * jitter)))


def signing_keys(failing_for: timedelta, retry_after: float | None) -> timedelta:
    wait = min(max(failing_for / 2, timedelta(seconds=30)), timedelta(seconds=120))
    return max(wait, timedelta(seconds=retry_after or 0))


@fuzz
@given(st.integers(1, MOST_TRIES - 1), RETRY_AFTER, JITTER, st.floats(0, 1e10))
def test_waits_within_a_call_are_exactly_as_specified(tries, retry_after, jitter, seconds_left):
    error = MosaicRefusal("no", code="x", status=503, retry_after=retry_after)
    wait = wait_before_next(error, tries=tries, seconds_left=seconds_left, is_idempotent=True, jitter=jitter)
    expected = within_call(tries, retry_after, jitter)
    assert wait == (expected if expected < seconds_left else None)


@fuzz
@given(st.integers(1, 1000), st.booleans(), RETRY_AFTER, JITTER)
def test_waits_after_a_token_failure_are_exactly_as_specified(failures, retryable, retry_after, jitter):
    arguments = {"retryable": retryable, "retry_after": retry_after, "jitter": jitter}
    assert token_renewal.wait_after_failure(failures, **arguments) == token(failures, **arguments)


@fuzz
@given(st.timedeltas(timedelta(0), timedelta(days=3650)), RETRY_AFTER)
def test_waits_after_a_failed_fetch_of_signing_keys_are_exactly_as_specified(failing_for, retry_after):
    expected = signing_keys(failing_for, retry_after)
    assert jwks_caching.wait_after_failure(failing_for, retry_after=retry_after) == expected


@fuzz
@given(st.integers(1, 10_000), JITTER, st.floats(0, 0.9))
def test_the_wait_keeps_its_bounds_and_grows_with_failures(failures, jitter, share):
    backoff = Backoff(first=1.0, longest=60.0, jitter_share=share)
    waits = [backoff.after_failures(number, retry_after=None, jitter=jitter) for number in (failures, failures + 1)]
    assert (1 - share) * 1.0 <= waits[0] <= waits[1] <= 60.0


@fuzz
@given(st.integers(1, 100), st.floats(0, 1e6), JITTER, st.floats(0, 0.9))
def test_retry_after_is_the_least_wait_and_its_jitter_stays_within_its_share(failures, retry_after, jitter, share):
    backoff = Backoff(first=1.0, longest=60.0, retry_after_jitter_share=share)
    without = backoff.after_failures(failures, retry_after=None, jitter=jitter)
    wait = backoff.after_failures(failures, retry_after=retry_after, jitter=jitter)
    assert max(without, retry_after) <= wait <= max(without, retry_after * (1 + share))
