"""When to ask again for what a user has yet to approve (CIBA Core §7.3, §11; RFC 8628 §3.5).

The rules are an automaton without a clock: what was answered, and when, gives when to ask next. Seconds throughout.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mosaic_clients.core.errors import MosaicError, RequestExpired, SealingError, UserDenied

SHORTEST_INTERVAL = 5.0
"""Mosaic asks for at least this between two polls (mosaic-facts §6), and it is RFC 8628's default."""

SLOWER_BY = 5.0
LONGEST_INTERVAL = 60.0

PENDING, SLOW_DOWN, DENIED, EXPIRED = "authorization_pending", "slow_down", "access_denied", "expired_token"


@dataclass(frozen=True, slots=True)
class Polling:
    """How things stand with one request: seconds between two polls, when the next may go out, and the end of it all."""

    interval: float
    next_poll_at: datetime
    expires_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether Mosaic may be asked now; False once the request is over."""
        return self.next_poll_at <= now < self.expires_at

    def is_over(self, now: datetime) -> bool:
        """Whether the request has expired by itself: nobody need be asked."""
        return now >= self.expires_at

    def seconds_to_wait(self, now: datetime) -> float:
        """How long until something can be learned: until the next poll or the end, whichever comes first."""
        return max(0.0, (min(self.next_poll_at, self.expires_at) - now).total_seconds())


def begin(*, interval: float | None, expires_in: float, now: datetime) -> Polling:
    """The state after Mosaic took the request; ``interval`` is its own, or None where it names none."""
    seconds = max(SHORTEST_INTERVAL, interval or 0.0)
    return Polling(seconds, now + timedelta(seconds=seconds), now + timedelta(seconds=expires_in))


def after(polling: Polling, error: MosaicError, *, now: datetime) -> Polling:
    """The state after a poll brought ``error`` instead of tokens.

    Raises UserDenied, RequestExpired, or ``error`` itself where asking again would not help.
    """
    if error.code == PENDING:
        return _later(polling, polling.interval, now)
    if error.code == SLOW_DOWN:  # for this poll and all that follow
        return _later(polling, polling.interval + SLOWER_BY, now, least=error.retry_after or 0.0)
    if error.code == DENIED:
        raise UserDenied("The user (or Mosaic for them) said no. Ask anew if that was a mistake.") from None
    if error.code == EXPIRED:
        raise expired() from None
    if isinstance(error, SealingError):  # nobody was asked, and another process may have the key that this one lacks
        return _later(polling, polling.interval, now)
    if error.retryable:  # RFC 8628 §3.5: back off, such as by doubling
        longer = max(polling.interval, min(polling.interval * 2, LONGEST_INTERVAL))
        return _later(polling, longer, now, least=error.retry_after or 0.0)
    raise error


def expired() -> RequestExpired:
    """The refusal of a request that nobody approved in time."""
    return RequestExpired("The request expired before anybody approved it. Start a new one.")


def _later(polling: Polling, interval: float, now: datetime, *, least: float = 0.0) -> Polling:
    return replace(polling, interval=interval, next_poll_at=now + timedelta(seconds=max(interval, least)))
