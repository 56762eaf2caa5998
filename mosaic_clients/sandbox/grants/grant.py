"""What a user has allowed a client to do, from the approval to the token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

OFFLINE = "offline_access"


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission. All tokens of one ``family`` end together (RFC 6749 §4.1.2, RFC 9700 §4.14).

    ``auth_time`` is in seconds since the epoch. ``resource`` is the requested ``aud``, or empty. ``offline`` says
    whether the client gets a refresh token.
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
        """The single scopes."""
        return frozenset(self.scope.split())
