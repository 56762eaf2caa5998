"""Requests that wait for a user's decision while the client polls: CIBA and device (CIBA §11, RFC 8628 §3.5)."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from typing import Literal, NoReturn

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.grants.grant import OFFLINE, Grant
from mosaic_clients.sandbox.server.application import Refusal, oauth_refusal

Kind = Literal["backchannel", "device"]

EXPIRES_IN = 600
INTERVAL = 5
SLOWER_BY = 5
_TOLERANCE = 0.5  # seconds that a poll may be early, because of clock differences and network delay


@dataclass(slots=True)
class PendingRequest:
    """One request to a user. The client polls with ``handle``; ``name`` may be shown on a page.

    ``subject`` is the user who must decide; if it is empty, any user can. Times are seconds of the sandbox's clock.
    """

    kind: Kind
    client_id: str
    scope: str
    expires_at: float
    interval: float
    name: str
    subject: str = ""
    message: str = ""
    acr: str = ""
    handle: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    polled_at: float | None = None
    decision: Grant | Literal["denied"] | None = field(default=None, repr=False)


class PendingRequests:
    """All pending requests. Kept in memory only."""

    def __init__(self, clock: Clock, interval: float = INTERVAL) -> None:
        self._clock = clock
        self._interval = interval
        self._lock = threading.Lock()
        self._by_handle: dict[str, PendingRequest] = {}

    def open(
        self,
        kind: Kind,
        client_id: str,
        scope: str,
        *,
        name: str = "",
        expires_in: int = EXPIRES_IN,
        subject: str = "",
        message: str = "",
        acr: str = "",
    ) -> PendingRequest:
        """Adds a request that expires after ``expires_in`` seconds."""
        pending = PendingRequest(
            kind=kind,
            client_id=client_id,
            scope=scope,
            expires_at=self._clock.now() + expires_in,
            interval=self._interval,
            name=name or secrets.token_urlsafe(8),
            subject=subject,
            message=message,
            acr=acr,
        )
        with self._lock:
            self._by_handle[pending.handle] = pending
        return pending

    def undecided(self) -> list[PendingRequest]:
        """Returns the requests that a user can still decide, oldest first."""
        now = self._clock.now()
        with self._lock:
            return [each for each in self._by_handle.values() if each.decision is None and now < each.expires_at]

    def named(self, name: str) -> list[PendingRequest]:
        """Returns the undecided requests with this handle or name, or every one for ``all``."""
        normalized = normalize(name)
        return [each for each in self.undecided() if name in ("all", each.handle) or normalize(each.name) == normalized]

    def approve(self, pending: PendingRequest, subject: str) -> None:
        """Records that the user with this id approves."""
        grant = Grant(
            client_id=pending.client_id,
            subject=subject,
            scope=pending.scope,
            auth_time=int(self._clock.now()),
            acr=pending.acr,
            offline=OFFLINE in pending.scope.split(),
        )
        with self._lock:
            pending.decision = pending.decision or grant

    def deny(self, pending: PendingRequest) -> None:
        """Records that the user denies."""
        with self._lock:
            pending.decision = pending.decision or "denied"

    def poll(self, kind: Kind, handle: str, client_id: str) -> Grant:
        """Returns the grant once. Refuses in every other case."""
        now = self._clock.now()
        with self._lock:
            pending = self._by_handle.get(handle)
            if pending is None or (pending.kind, pending.client_id) != (kind, client_id):
                _refuse("invalid_grant", "unknown, or already used")
            if now >= pending.expires_at:
                del self._by_handle[handle]
                _refuse("expired_token", "the request has expired")
            too_soon = pending.polled_at is not None and now - pending.polled_at < pending.interval - _TOLERANCE
            pending.polled_at = now
            if too_soon:
                pending.interval += SLOWER_BY
                _refuse("slow_down", "the interval between polls must be longer")
            if pending.decision is None:
                _refuse("authorization_pending", "the user has not decided yet")
            del self._by_handle[handle]
        if pending.decision == "denied":
            _refuse("access_denied", "the user denied the request")
        return pending.decision


def normalize(name: str) -> str:
    """Removes case and punctuation from a name that a user typed (RFC 8628 §6.1)."""
    return "".join(character for character in name.upper() if character.isalnum())


def _refuse(error: str, description: str) -> NoReturn:
    raise Refusal(oauth_refusal(400, error, description))
