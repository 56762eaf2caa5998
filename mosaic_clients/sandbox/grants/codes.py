"""Authorization codes: valid for 60 seconds, once, for one client, redirect URI and PKCE verifier."""

from __future__ import annotations

import hashlib
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.grants.grant import Grant
from mosaic_clients.sandbox.grants.refresh_tokens import RefreshTokens
from mosaic_clients.sandbox.server.application import Refusal, oauth_refusal

LIFETIME = 60


@dataclass(slots=True)
class _Code:
    grant: Grant = field(repr=False)
    redirect_uri: str
    challenge: str = field(repr=False)
    expires_at: float
    used: bool = False


class Codes:
    """All codes. Kept in memory only."""

    def __init__(self, clock: Clock, refresh_tokens: RefreshTokens) -> None:
        self._clock = clock
        self._refresh_tokens = refresh_tokens
        self._lock = threading.Lock()
        self._codes: dict[str, _Code] = {}

    def issue(self, grant: Grant, redirect_uri: str, challenge: str) -> str:
        """Returns a new code for a grant."""
        text = secrets.token_urlsafe(32)
        with self._lock:
            self._codes[text] = _Code(grant, redirect_uri, challenge, self._clock.now() + LIFETIME)
        return text

    def redeem(self, client_id: str, form: Mapping[str, str]) -> Grant:
        """Returns the grant of a code. Refuses with ``invalid_grant``; a second use ends its refresh tokens."""
        with self._lock:
            code = self._codes.get(form.get("code", ""))
            if code is None or code.grant.client_id != client_id:
                raise _invalid_grant("unknown code")
            if code.used:
                self._refresh_tokens.end_family(code.grant.family)  # RFC 6749 §4.1.2
                raise _invalid_grant("code already used")
            code.used = True
        if self._clock.now() >= code.expires_at:
            raise _invalid_grant("code expired")
        if form.get("redirect_uri", "") != code.redirect_uri:
            raise _invalid_grant("redirect_uri is not the one of the authorization request")
        if not _matches(code.challenge, form.get("code_verifier", "")):
            raise _invalid_grant("code_verifier does not match")
        return code.grant


def _matches(challenge: str, verifier: str) -> bool:
    """Compares as RFC 7636 §4.6 says. A verifier without a challenge is a downgrade (RFC 9700 §4.8.2)."""
    if not challenge or not verifier:
        return challenge == verifier
    digest = hashlib.sha256(verifier.encode("utf-8", "replace")).digest()
    return secrets.compare_digest(urlsafe_b64encode(digest).rstrip(b"=").decode(), challenge)


def _invalid_grant(description: str) -> Refusal:
    return Refusal(oauth_refusal(400, "invalid_grant", description))
