"""How long to wait before a failed call is made again: one formula, and which failures are repeated within a call.

Jitter is an argument: a number in [0, 1). An idempotent call is repeated after any failure that waiting may resolve.
Another call is repeated only where it is certain that nothing was applied (RFC 9110 §9.2.2): no connection came about,
or a rate limit turned the call away before it was processed (429, RFC 6585 §4). A 503, a time-out or a reset may come
after the call was applied, and is left to the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from mosaic_clients.core.errors import MosaicError, TLSFailure, Unreachable

MOST_TRIES = 3
_MOST_DOUBLINGS = 16

_Duration = TypeVar("_Duration", float, timedelta)


@dataclass(frozen=True, slots=True)
class Backoff(Generic[_Duration]):
    """Waits from ``first`` to ``longest``, both in seconds (float) or both timedelta, and the result as they are.

    ``jitter_share`` of the wait is jitter. ``Retry-After`` is the least wait, and up to ``retry_after_jitter_share`` of
    it comes on top, so that callers who were given the same time do not all come back together.
    """

    first: _Duration
    longest: _Duration
    jitter_share: float = 0.5
    retry_after_jitter_share: float = 0.1

    def after_failures(self, failures: int, *, retry_after: float | None, jitter: float) -> _Duration:
        """The wait after ``failures`` (1 or more) tries failed in a row; it doubles with each."""
        return self.wait(self.first * (1 << min(failures - 1, _MOST_DOUBLINGS)), retry_after, jitter)

    def wait(self, duration: _Duration, retry_after: float | None, jitter: float) -> _Duration:
        """``duration`` within the bounds, with jitter, and not less than ``retry_after`` seconds."""
        bounded = min(max(duration, self.first), self.longest)
        jittered = bounded * (1 - self.jitter_share + self.jitter_share * jitter)
        least = (retry_after or 0.0) * (1 + self.retry_after_jitter_share * jitter)
        if isinstance(jittered, timedelta):
            return max(jittered, timedelta(seconds=least))
        return max(jittered, least)


WITHIN_CALL = Backoff(first=0.25, longest=2.0)
"""Between the tries of one call, in seconds."""


def wait_before_next(
    error: MosaicError, *, tries: int, seconds_left: float, is_idempotent: bool, jitter: float
) -> float | None:
    """Seconds to wait after the ``tries``-th try (1 or more) failed with ``error``, or None where there is no next.

    ``seconds_left`` is what remains of the caller's limit: a wait that would use it up is not begun.
    """
    if tries >= MOST_TRIES or not _may_help(error) or not (is_idempotent or _was_not_applied(error)):
        return None
    wait = WITHIN_CALL.after_failures(tries, retry_after=error.retry_after, jitter=jitter)
    return wait if wait < seconds_left else None


def _may_help(error: MosaicError) -> bool:
    """A certificate that is refused now is refused in a second; a connection that broke may hold then."""
    return error.retryable and not (isinstance(error, TLSFailure) and error.code != "reset")


def _was_not_applied(error: MosaicError) -> bool:
    return isinstance(error, Unreachable) or error.status == 429
