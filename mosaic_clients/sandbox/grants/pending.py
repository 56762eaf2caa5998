"""What waits for a user's word while a client polls: CIBA requests and devices (CIBA §11, RFC 8628 §3.5)."""

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
_TOLERANCE = 0.5  # seconds that a poll may be early: two clocks and a network lie between


@dataclass(slots=True)
class Waiting:
    """One question to a user. ``handle`` is what the client polls with; ``name`` may be shown on a page.

    ``subject`` is who is asked, empty where whoever answers decides. Times are seconds of the sandbox's clock.
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
    """Everything that waits, as long as the process lives."""

    def __init__(self, clock: Clock, interval: float = INTERVAL) -> None:
        self._clock = clock
        self._interval = interval
        self._lock = threading.Lock()
        self._by_handle: dict[str, Waiting] = {}

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
    ) -> Waiting:
        """Begin to wait for ``expires_in`` seconds."""
        waiting = Waiting(
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
            self._by_handle[waiting.handle] = waiting
        return waiting

    def undecided(self) -> list[Waiting]:
        """What a user can still decide, the oldest first."""
        now = self._clock.now()
        with self._lock:
            return [one for one in self._by_handle.values() if one.decision is None and now < one.expires_at]

    def named(self, name: str) -> list[Waiting]:
        """What waits under a handle or a name, or everything for ``all``."""
        wanted = normalize(name)
        return [one for one in self.undecided() if name in ("all", one.handle) or normalize(one.name) == wanted]

    def approve(self, waiting: Waiting, subject: str) -> None:
        """The user of that id says yes."""
        grant = Grant(
            client_id=waiting.client_id,
            subject=subject,
            scope=waiting.scope,
            auth_time=int(self._clock.now()),
            acr=waiting.acr,
            offline=OFFLINE in waiting.scope.split(),
        )
        with self._lock:
            waiting.decision = waiting.decision or grant

    def deny(self, waiting: Waiting) -> None:
        """The user says no."""
        with self._lock:
            waiting.decision = waiting.decision or "denied"

    def poll(self, kind: Kind, handle: str, client_id: str) -> Grant:
        """What a client gets that asks: the grant once, and a refusal in every other case."""
        now = self._clock.now()
        with self._lock:
            waiting = self._by_handle.get(handle)
            if waiting is None or (waiting.kind, waiting.client_id) != (kind, client_id):
                _refuse("invalid_grant", "unknown, or used already")
            if now >= waiting.expires_at:
                del self._by_handle[handle]
                _refuse("expired_token", "the request has expired")
            too_soon = waiting.polled_at is not None and now - waiting.polled_at < waiting.interval - _TOLERANCE
            waiting.polled_at = now
            if too_soon:
                waiting.interval += SLOWER_BY
                _refuse("slow_down", "the interval between polls must be longer")
            if waiting.decision is None:
                _refuse("authorization_pending", "the user has not decided yet")
            del self._by_handle[handle]
        if waiting.decision == "denied":
            _refuse("access_denied", "the user said no")
        return waiting.decision


def normalize(name: str) -> str:
    """A name as people type it: case and punctuation do not count (RFC 8628 §6.1)."""
    return "".join(character for character in name.upper() if character.isalnum())


def _refuse(error: str, description: str) -> NoReturn:
    raise Refusal(oauth_refusal(400, error, description))
