"""Refresh tokens: opaque, rotated at every use, certificate-bound if the client's access tokens are."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field, replace

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.grants.grant import Grant
from mosaic_clients.sandbox.server.application import Refusal, oauth_refusal

LIFETIME = 14 * 24 * 3600
"""In seconds, for one token and all its rotations together (docs/mosaic.md §2.3)."""


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """One refresh token. ``x5t_s256`` is None if it is not certificate-bound."""

    grant: Grant = field(repr=False)
    x5t_s256: str | None
    issued_at: int
    expires_at: int
    used: bool = False


class RefreshTokens:
    """All refresh tokens by their text. Kept in memory only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: dict[str, RefreshToken] = {}
        self._ended_families: set[str] = set()

    def issue(self, grant: Grant, x5t_s256: str | None) -> str:
        """Returns the first refresh token of a grant."""
        now = int(self._clock.now())
        return self._put(RefreshToken(grant, x5t_s256, now, now + LIFETIME))

    def rotate(self, text: str, client_id: str, x5t_s256: str | None) -> tuple[Grant, str]:
        """Uses a refresh token once. Returns its grant and its successor, which has the same expiry.

        Refuses with ``invalid_grant``. A second use ends the whole family (RFC 9700 §4.14.2).
        """
        with self._lock:
            token = self._tokens.get(text)
            if token is None or token.grant.client_id != client_id:
                raise _invalid_grant("unknown refresh token")
            if token.used:
                self._ended_families.add(token.grant.family)
                raise _invalid_grant("refresh token already used")
            if not self._is_alive(token):
                raise _invalid_grant("refresh token expired or revoked")
            if token.x5t_s256 is not None and token.x5t_s256 != x5t_s256:
                raise _invalid_grant("refresh token is bound to another certificate")
            self._tokens[text] = replace(token, used=True)
        return token.grant, self._put(replace(token, issued_at=int(self._clock.now())))

    def find(self, text: str) -> RefreshToken | None:
        """Returns a refresh token that is usable now, or None."""
        token = self._tokens.get(text)
        return token if token is not None and not token.used and self._is_alive(token) else None

    def revoke(self, text: str, client_id: str) -> None:
        """Ends a client's refresh token with its family (RFC 7009 §2.1). An unknown token is not an error."""
        token = self._tokens.get(text)
        if token is not None and token.grant.client_id == client_id:
            self.end_family(token.grant.family)

    def end_family(self, family: str) -> None:
        """Ends every refresh token of a grant."""
        with self._lock:
            self._ended_families.add(family)

    def _is_alive(self, token: RefreshToken) -> bool:
        return token.grant.family not in self._ended_families and self._clock.now() < token.expires_at

    def _put(self, token: RefreshToken) -> str:
        text = secrets.token_urlsafe(32)
        with self._lock:
            self._tokens[text] = token
        return text


def _invalid_grant(description: str) -> Refusal:
    return Refusal(oauth_refusal(400, "invalid_grant", description))
