"""Refresh tokens: opaque, rotated at every use, bound to a certificate where the client's tokens are."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field, replace

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.grants.grant import Grant
from mosaic_clients.sandbox.server.application import Refusal, oauth_refusal

LIFETIME = 14 * 24 * 3600
"""Seconds, for one token and for all its rotations together (mosaic-facts §2.3)."""


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """One refresh token as the sandbox knows it; ``x5t_s256`` is None where it is not bound."""

    grant: Grant = field(repr=False)
    x5t_s256: str | None
    issued_at: int
    expires_at: int
    used: bool = False


class RefreshTokens:
    """All of them, by their text, as long as the process lives."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: dict[str, RefreshToken] = {}
        self._dead: set[str] = set()

    def issue(self, grant: Grant, x5t_s256: str | None) -> str:
        """A first refresh token for a grant."""
        now = int(self._clock.now())
        return self._put(RefreshToken(grant, x5t_s256, now, now + LIFETIME))

    def rotate(self, text: str, client_id: str, x5t_s256: str | None) -> tuple[Grant, str]:
        """Use a refresh token once: its grant and its successor, which ends when it would have.

        Refuses with ``invalid_grant``. One that was used before ends its whole family (RFC 9700 §4.14.2).
        """
        with self._lock:
            token = self._tokens.get(text)
            if token is None or token.grant.client_id != client_id:
                raise _refused("unknown refresh token")
            if token.used:
                self._dead.add(token.grant.family)
                raise _refused("refresh token already used")
            if not self._is_alive(token):
                raise _refused("refresh token expired or revoked")
            if token.x5t_s256 is not None and token.x5t_s256 != x5t_s256:
                raise _refused("refresh token is bound to another certificate")
            self._tokens[text] = replace(token, used=True)
        return token.grant, self._put(replace(token, issued_at=int(self._clock.now())))

    def find(self, text: str) -> RefreshToken | None:
        """A refresh token that could be used now, or None."""
        token = self._tokens.get(text)
        return token if token is not None and not token.used and self._is_alive(token) else None

    def revoke(self, text: str, client_id: str) -> None:
        """End a client's refresh token and all of its family (RFC 7009 §2.1); an unknown one is no error."""
        token = self._tokens.get(text)
        if token is not None and token.grant.client_id == client_id:
            self.end_family(token.grant.family)

    def end_family(self, family: str) -> None:
        """End every refresh token of a grant."""
        with self._lock:
            self._dead.add(family)

    def _is_alive(self, token: RefreshToken) -> bool:
        return token.grant.family not in self._dead and self._clock.now() < token.expires_at

    def _put(self, token: RefreshToken) -> str:
        text = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens[text] = token
        return text


def _refused(why: str) -> Refusal:
    return Refusal(oauth_refusal(400, "invalid_grant", why))
