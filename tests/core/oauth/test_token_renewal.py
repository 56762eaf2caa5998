"""When a token is renewed, and how long to wait after a failure."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosaic_clients.core.oauth.token_renewal import renew_after, wait_after_failure
from tests.core.fuzzing import fuzz

SECOND = timedelta(seconds=1)


def wait(failures: int, *, retryable: bool = True, retry_after: float | None = None, jitter: float = 0.999) -> float:
    wait = wait_after_failure(failures, retryable=retryable, retry_after=retry_after, jitter=jitter)
    return wait.total_seconds()


def test_long_token_renews_a_minute_early_and_short_one_in_its_last_fifth():
    assert renew_after(3600 * SECOND, jitter=0) == 3540 * SECOND
    assert renew_after(100 * SECOND, jitter=0) == 80 * SECOND


@fuzz
@given(st.integers(1, 86_400), st.floats(0, 1, exclude_max=True))
def test_renewal_is_always_in_the_second_half_of_the_lifetime(lifetime, jitter):
    after = renew_after(lifetime * SECOND, jitter=jitter)
    assert lifetime * SECOND * 0.69 <= after < lifetime * SECOND


def test_jitter_spreads_renewals_of_tokens_issued_together():
    assert renew_after(3600 * SECOND, jitter=0.9) < renew_after(3600 * SECOND, jitter=0.1)


@pytest.mark.parametrize(("retryable", "first", "longest"), [(True, 5, 600), (False, 300, 3600)])
def test_wait_doubles_up_to_its_limit(retryable, first, longest):
    waits = [wait(number, retryable=retryable, jitter=0) for number in (1, 2, 3)]
    assert waits == [first / 2, first, first * 2]
    for failures in (30, 10_000):
        assert longest / 2 <= wait(failures, retryable=retryable) <= longest


def test_retry_after_is_the_minimum_wait():
    assert wait(1, retry_after=120, jitter=0) == 120
    assert wait(1, retry_after=120, jitter=0.5) == 126
    assert wait(1, retry_after=120) == pytest.approx(132, abs=0.1)
    assert wait(20, retry_after=1) > 500
    assert wait(1, retry_after=0, jitter=0) == 2.5
