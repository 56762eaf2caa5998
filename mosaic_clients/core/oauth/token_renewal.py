"""When to renew a token, and how long to wait after a failure. Jitter is an argument: a number in [0, 1)."""

from __future__ import annotations

from datetime import timedelta

from mosaic_clients.core.backoff import Backoff

_EARLY = timedelta(seconds=60)
_AFTER_OUTAGE = Backoff(first=timedelta(seconds=5), longest=timedelta(minutes=10))
_AFTER_REFUSAL = Backoff(first=timedelta(minutes=5), longest=timedelta(hours=1))


def renew_after(lifetime: timedelta, *, jitter: float) -> timedelta:
    """Return how long after it was obtained a token is renewed.

    That is one minute before it expires, or a fifth of its lifetime if that is less. Jitter makes it up to a tenth of
    the lifetime earlier, so that tokens obtained together are not renewed together.
    """
    return lifetime - min(_EARLY, lifetime / 5) - lifetime * (0.1 * jitter)


def wait_after_failure(failures: int, *, retryable: bool, retry_after: float | None, jitter: float) -> timedelta:
    """Return how long to wait before the next attempt, after ``failures`` (1 or more) consecutive failures.

    Doubles from 5 seconds to 10 minutes. After a refusal, which waiting seldom resolves, from 5 minutes to an hour.
    ``retry_after`` is in seconds. See ``Backoff`` for both kinds of jitter.
    """
    backoff = _AFTER_OUTAGE if retryable else _AFTER_REFUSAL
    return backoff.after_failures(failures, retry_after=retry_after, jitter=jitter)
