"""When to poll again for a request that a user must still approve (CIBA Core §7.3, §11; RFC 8628 §3.5).

A state machine without a clock: each answer and its time give the time of the next poll. All durations are in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mosaic_clients.core.errors import MosaicError, RequestExpired, SealingError, UserDenied
from mosaic_clients.core.errors.oauth_codes import OAuthErrorCode

SHORTEST_INTERVAL = 5.0
"""The least time that Mosaic requires between two polls (docs/mosaic.md §6), and the default of RFC 8628."""

SLOWER_BY = 5.0
LONGEST_INTERVAL = 60.0

PENDING, SLOW_DOWN = OAuthErrorCode.AUTHORIZATION_PENDING, OAuthErrorCode.SLOW_DOWN
DENIED, EXPIRED = OAuthErrorCode.ACCESS_DENIED, OAuthErrorCode.EXPIRED_TOKEN


@dataclass(frozen=True, slots=True)
class Polling:
    """The polling state of one request: seconds between two polls, time of the next poll, and time of expiry."""

    interval: float
    next_poll_at: datetime
    expires_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether a poll may be sent now; False once the request has expired."""
        return self.next_poll_at <= now < self.expires_at

    def is_over(self, now: datetime) -> bool:
        """Whether the request has expired, so that no poll is needed."""
        return now >= self.expires_at

    def seconds_to_wait(self, now: datetime) -> float:
        """Seconds until the next poll or the expiry, whichever comes first."""
        return max(0.0, (min(self.next_poll_at, self.expires_at) - now).total_seconds())


def initial_polling(*, interval: float | None, expires_in: float, now: datetime) -> Polling:
    """The state after Mosaic accepted the request; ``interval`` is Mosaic's, or None if it gave none."""
    seconds = max(SHORTEST_INTERVAL, interval or 0.0)
    return Polling(seconds, now + timedelta(seconds=seconds), now + timedelta(seconds=expires_in))


def polling_after_error(polling: Polling, error: MosaicError, *, now: datetime) -> Polling:
    """The state after a poll that returned ``error`` instead of tokens.

    Raises UserDenied, RequestExpired, or ``error`` itself if another poll would not help.
    """
    if error.code == PENDING:
        return _later(polling, polling.interval, now)
    if error.code == SLOW_DOWN:  # for this poll and all that follow
        return _later(polling, polling.interval + SLOWER_BY, now, least=error.retry_after or 0.0)
    if error.code == DENIED:
        raise UserDenied("The user, or Mosaic, denied the request. Ask again if that was a mistake.") from None
    if error.code == EXPIRED:
        raise expired_error() from None
    if isinstance(
        error, SealingError
    ):  # no request was sent, and another process may have the key that is missing here
        return _later(polling, polling.interval, now)
    if error.retryable:  # RFC 8628 §3.5: back off, such as by doubling
        longer = max(polling.interval, min(polling.interval * 2, LONGEST_INTERVAL))
        return _later(polling, longer, now, least=error.retry_after or 0.0)
    raise error


def expired_error() -> RequestExpired:
    """The refusal of a request that was not approved in time."""
    return RequestExpired("The request expired before it was approved. Start a new one.")


def _later(polling: Polling, interval: float, now: datetime, *, least: float = 0.0) -> Polling:
    return replace(polling, interval=interval, next_poll_at=now + timedelta(seconds=max(interval, least)))
