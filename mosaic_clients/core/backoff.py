"""How often a call is made again, and how long is waited in between. Jitter is an argument: a number in [0, 1).

A call that is idempotent is repeated after whatever waiting may mend. One that is not is repeated only where it is
known that nothing was applied (RFC 9110 §9.2.2): no connection came about, or a rate limit turned it away before
anybody looked at it (429, RFC 6585 §4). A 503, a time-out or a reset may come after the deed, and is the caller's.
"""

from __future__ import annotations

from mosaic_clients.core.errors import MosaicError, TLSFailure, Unreachable

MOST_TRIES = 3
_FIRST_WAIT = 0.25
_LONGEST_WAIT = 2.0


def wait_before_next(
    error: MosaicError, *, tries: int, seconds_left: float, is_idempotent: bool, jitter: float
) -> float | None:
    """Seconds to wait after the ``tries``-th try (1 or more) failed with ``error``, or None where there is no next.

    ``seconds_left`` is what remains of the caller's limit: a wait that would use it up is not begun. Half of the wait
    is jitter; ``Retry-After``, in seconds, is the least that is waited, and up to a tenth of it comes on top, so that
    not everybody who was told the same comes back at once.
    """
    if tries >= MOST_TRIES or not _may_help(error) or not (is_idempotent or _was_not_applied(error)):
        return None
    wait = min(_FIRST_WAIT * (1 << (tries - 1)), _LONGEST_WAIT) * (0.5 + 0.5 * jitter)
    wait = max(wait, (error.retry_after or 0.0) * (1 + 0.1 * jitter))
    return wait if wait < seconds_left else None


def _may_help(error: MosaicError) -> bool:
    """A certificate that is not accepted now will not be in a second; a connection that broke may hold then."""
    return error.retryable and not (isinstance(error, TLSFailure) and error.code != "reset")


def _was_not_applied(error: MosaicError) -> bool:
    return isinstance(error, Unreachable) or error.status == 429
