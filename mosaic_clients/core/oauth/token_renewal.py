"""When to renew a token, and how long to wait after a failure. Jitter is an argument: a number in [0, 1)."""

from __future__ import annotations

from datetime import timedelta

_EARLY = timedelta(seconds=60)
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=10)
_AFTER_REFUSAL = timedelta(minutes=5)
_LONGEST_AFTER_REFUSAL = timedelta(hours=1)


def renew_after(lifetime: timedelta, *, jitter: float) -> timedelta:
    """How long after it was obtained a token is renewed.

    A minute before its end, or a fifth of its life where that is less, and up to a tenth of its life earlier so that
    tokens obtained together are not renewed together.
    """
    return lifetime - min(_EARLY, lifetime / 5) - lifetime * (0.1 * jitter)


def wait_after_failure(failures: int, *, retryable: bool, retry_after: float | None, jitter: float) -> timedelta:
    """How long to wait before the next try, ``failures`` (1 or more) tries having failed in a row.

    Doubles from 5 seconds to 10 minutes; a refusal, which waiting seldom mends, from 5 minutes to an hour.
    Half of the wait is jitter. ``retry_after``, in seconds, is the least that is waited, and up to a tenth of it comes
    on top, so that not everybody who was told the same comes back at once.
    """
    first, longest = (_FIRST_WAIT, _LONGEST_WAIT) if retryable else (_AFTER_REFUSAL, _LONGEST_AFTER_REFUSAL)
    wait = min(first * (1 << min(failures - 1, 16)), longest)
    return max(wait * (0.5 + 0.5 * jitter), timedelta(seconds=(retry_after or 0) * (1 + 0.1 * jitter)))
