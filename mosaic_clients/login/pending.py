"""Pending logins, stored in the user's Django session between the redirect to Mosaic and its callback."""

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
"""Enough for several open tabs. A session stored in a cookie has at most 4096 bytes."""

MAX_SEALED = 3600
"""Maximum total size of the sealed logins, in characters, so that long URLs do not exceed the cookie."""

MAX_DESTINATION = 1000
"""Maximum size of the escaped URL, in characters. An attacker can choose it in a link."""

LIFETIME = 600
"""Time that a user has to log in, in seconds."""

_STORED_FIELDS = ("client_id", "redirect_uri", "scope", "state", "nonce", "code_verifier", "max_age")


@dataclass(frozen=True, slots=True)
class PendingLogin:
    """A request that was sent to Mosaic, and the URL on this site to redirect the user to afterwards."""

    request: AuthorizationRequest = field(repr=False)
    destination: str


class PendingLogins:
    """The pending logins of one session. Each can be taken once. They are sealed: sessions are not encrypted."""

    def __init__(self, session: SessionBase) -> None:
        self._session = session

    @sensitive_variables()
    def remember(self, request: AuthorizationRequest, *, destination: str = "", now: float) -> None:
        """Stores a request until its callback. Removes the oldest logins if there are too many.

        ``now`` is in seconds since the epoch. Raises ConfigurationError without an encryption key.
        """
        fields = {name: getattr(request, name) for name in _STORED_FIELDS}
        handle = _handle(request.state)
        sealed = conf.current().key_ring.seal(json.dumps([fields, destination]), context=_context(handle))
        pending = {**self._unexpired(now), handle: {"until": now + LIFETIME, "sealed": sealed}}
        newest = sorted(pending.items(), key=lambda item: item[1]["until"])[-MAX_PENDING:]
        while len(newest) > 1 and sum(len(login["sealed"]) for _, login in newest) > MAX_SEALED:
            del newest[0]
        self._session[SESSION_KEY] = dict(newest)

    @sensitive_variables()
    def take(self, state: str, *, now: float) -> PendingLogin | None:
        """Removes and returns the login with this ``state``, or None if the session has no unexpired one."""
        unexpired = self._unexpired(now)
        handle = _handle(state)
        login = unexpired.pop(handle, None)
        if SESSION_KEY in self._session:
            self._session[SESSION_KEY] = unexpired
        if login is None:
            return None
        try:
            fields, destination = json.loads(conf.current().key_ring.open(login["sealed"], context=_context(handle)))
        except SealingError:  # its encryption key was removed from the ring
            return None
        return PendingLogin(AuthorizationRequest(**fields, parameters={}), destination)

    def _unexpired(self, now: float) -> dict[str, dict[str, Any]]:
        stored: dict[str, dict[str, Any]] = self._session.get(SESSION_KEY, {})
        return {handle: login for handle, login in stored.items() if now < login["until"]}


def _handle(state: str) -> str:
    """Returns the key of a login. A hash keeps the state secret, and its lookup time reveals nothing about it."""
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _context(handle: str) -> str:
    return f"login:{handle}"
