"""Logins on their way, kept in the user's Django session from the redirect to Mosaic until the answer comes back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.errors import SealingError
from mosaic_clients.core.oauth.authorization_request import AuthorizationRequest

SESSION_KEY = "mosaic_logins"
MAX_PENDING = 5
"""As many as a person has tabs open at a login page; a session kept in a cookie has 4096 octets in all."""

MAX_SEALED = 3600
"""Characters of all of them together, for the same reason: a long address must not crowd the session out."""

MAX_DESTINATION = 1000
"""Characters, escaped: whoever makes somebody follow a link chooses them."""

LIFETIME = 600
"""Seconds that a user may take to log in."""

_KEPT = ("client_id", "redirect_uri", "scope", "state", "nonce", "code_verifier", "max_age")


@dataclass(frozen=True, slots=True)
class PendingLogin:
    """A request that was sent to Mosaic, and the address on this site where its user wanted to go."""

    request: AuthorizationRequest = field(repr=False)
    destination: str


class PendingLogins:
    """The logins of one session: few, short-lived, each taken once, and sealed, for sessions lie about in the clear."""

    def __init__(self, session: SessionBase) -> None:
        self._session = session

    @sensitive_variables()
    def remember(self, request: AuthorizationRequest, *, destination: str = "", now: float) -> None:
        """Keep a request until its answer comes; the oldest gives way where there are too many.

        ``now`` is in seconds since the epoch. Raises ConfigurationError without an encryption key.
        """
        kept = {name: getattr(request, name) for name in _KEPT}
        handle = _handle(request.state)
        sealed = conf.current().key_ring.seal(json.dumps([kept, destination]), context=_context(handle))
        pending = {**self._living(now), handle: {"until": now + LIFETIME, "sealed": sealed}}
        newest = sorted(pending.items(), key=lambda item: item[1]["until"])[-MAX_PENDING:]
        while len(newest) > 1 and sum(len(login["sealed"]) for _, login in newest) > MAX_SEALED:
            del newest[0]
        self._session[SESSION_KEY] = dict(newest)

    @sensitive_variables()
    def take(self, state: str, *, now: float) -> PendingLogin | None:
        """The login of that ``state``, which is then forgotten; None where this session has none that lives."""
        living = self._living(now)
        handle = _handle(state)
        found = living.pop(handle, None)
        if SESSION_KEY in self._session:
            self._session[SESSION_KEY] = living
        if found is None:
            return None
        try:
            kept, destination = json.loads(conf.current().key_ring.open(found["sealed"], context=_context(handle)))
        except SealingError:  # its encryption key has left the ring meanwhile
            return None
        return PendingLogin(AuthorizationRequest(**kept, parameters={}), destination)

    def _living(self, now: float) -> dict[str, dict[str, Any]]:
        held: dict[str, dict[str, Any]] = self._session.get(SESSION_KEY, {})
        return {handle: login for handle, login in held.items() if now < login["until"]}


def _handle(state: str) -> str:
    """What a login is found by: the state itself stays a secret, and a look-up of it tells nothing by its time."""
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _context(handle: str) -> str:
    return f"login:{handle}"
