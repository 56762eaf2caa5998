"""The users of the sandbox's tenant: who can sign in, and their claims."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ALICE: dict[str, Any] = {
    "name": "Alice Example",
    "email": "alice@example.test",
    "email_verified": True,
    "phone_number": "+15550100",
    "phone_number_verified": True,
}

_CLAIM_SCOPES = {
    "email": "email",
    "email_verified": "email",
    "phone_number": "phone",
    "phone_number_verified": "phone",
}
_HINTS = ("email", "phone_number")


@dataclass(frozen=True, slots=True)
class User:
    """One user. ``subject`` is the user id at Mosaic; ``claims`` are what userinfo may return."""

    subject: str
    claims: Mapping[str, Any]

    def claims_for(self, scopes: frozenset[str]) -> dict[str, Any]:
        """Returns ``sub`` and the claims of these scopes. A claim that belongs to no scope is always included."""
        return {
            "sub": self.subject,
            **{name: value for name, value in self.claims.items() if _CLAIM_SCOPES.get(name, "openid") in scopes},
        }


class Users:
    """The users by id. ``alice`` exists from the start; users have no password."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = {"alice": User("alice", ALICE)}

    def add(self, subject: str, claims: Mapping[str, Any]) -> User:
        """Adds a user, or replaces the one with this id."""
        user = User(subject, dict(claims))
        with self._lock:
            self._users = {**self._users, subject: user}
        return user

    def get(self, subject: str) -> User | None:
        """Returns the user with this id, or None."""
        return self._users.get(subject)

    def find(self, hint: str) -> User | None:
        """Returns the user with this id, e-mail address or telephone number (a ``login_hint``), or None."""
        users = self._users
        if hint in users:
            return users[hint]
        return next((user for user in users.values() if hint in (user.claims.get(name) for name in _HINTS)), None)
