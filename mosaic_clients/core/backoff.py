"""How long to wait before a failed call is repeated, and which failures are repeated at all.

Jitter is an argument: a number in [0, 1). An idempotent call is repeated after any failure that waiting may resolve.
Another call is repeated only if it certainly had no effect (RFC 9110 §9.2.2): there was no connection, or a rate limit
refused the call before it was processed (429, RFC 6585 §4). A 503, a timeout or a reset may follow a call that took
effect, so the caller decides about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from mosaic_clients.core.errors import MosaicError, TLSFailure, Unreachable
from mosaic_clients.core.errors.codes import TLSCode

MOST_TRIES = 3
_MOST_DOUBLINGS = 16

_Duration = TypeVar("_Duration", float, timedelta)


@dataclass(frozen=True, slots=True)
class Backoff(Generic[_Duration]):
    """Waits from ``first`` to ``longest``: both in seconds (float) or both timedelta, like the result.

    ``jitter_share`` of the wait is jitter. ``Retry-After`` is the minimum wait. Up to ``retry_after_jitter_share`` of
    it is added, so that callers with the same Retry-After do not all return together.
    """

    first: _Duration
    longest: _Duration
    jitter_share: float = 0.5
    retry_after_jitter_share: float = 0.1

    def after_failures(self, failures: int, *, retry_after: float | None, jitter: float) -> _Duration:
        """Return the wait after ``failures`` (1 or more) consecutive failures. It doubles with each failure."""
        return self.wait(self.first * (1 << min(failures - 1, _MOST_DOUBLINGS)), retry_after, jitter)

    def wait(self, duration: _Duration, retry_after: float | None, jitter: float) -> _Duration:
        """Return ``duration`` within the bounds, with jitter, and at least ``retry_after`` seconds."""
        bounded = min(max(duration, self.first), self.longest)
        jittered = bounded * (1 - self.jitter_share + self.jitter_share * jitter)
        minimum = (retry_after or 0.0) * (1 + self.retry_after_jitter_share * jitter)
        if isinstance(jittered, timedelta):
            return max(jittered, timedelta(seconds=minimum))
        return max(jittered, minimum)


WITHIN_CALL = Backoff(first=0.25, longest=2.0)
"""Between the attempts of one call, in seconds."""


def wait_before_next(
    error: MosaicError, *, tries: int, seconds_left: float, is_idempotent: bool, jitter: float
) -> float | None:
    """Return the seconds to wait after attempt number ``tries`` failed with ``error``, or None for no further attempt.

    ``seconds_left`` is the rest of the caller's time limit. Returns None if the wait would exceed it.
    """
    if tries >= MOST_TRIES or not _may_help(error) or not (is_idempotent or _was_not_applied(error)):
        return None
    wait = WITHIN_CALL.after_failures(tries, retry_after=error.retry_after, jitter=jitter)
    return wait if wait < seconds_left else None


def _may_help(error: MosaicError) -> bool:
    """Return whether waiting may help: it does after a reset, but not if a certificate was refused."""
    return error.retryable and not (isinstance(error, TLSFailure) and error.code != TLSCode.RESET)


def _was_not_applied(error: MosaicError) -> bool:
    return isinstance(error, Unreachable) or error.status == 429
