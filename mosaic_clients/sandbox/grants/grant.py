"""What a user has allowed a client to do, on its way from a page to a token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

OFFLINE = "offline_access"


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission. All tokens of one ``family`` die together (RFC 6749 §4.1.2, RFC 9700 §4.14).

    ``auth_time`` is in seconds since the epoch; ``resource`` is the ``aud`` asked for, or empty; ``offline`` says
    whether a refresh token comes with it.
    """

    client_id: str
    subject: str
    scope: str
    auth_time: int
    nonce: str = field(default="", repr=False)
    acr: str = ""
    amr: tuple[str, ...] = ("pwd",)
    resource: str = ""
    offline: bool = False
    family: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)

    @property
    def scopes(self) -> frozenset[str]:
        """The scope, split."""
        return frozenset(self.scope.split())
