"""The people of the sandbox's tenant: who can sign in, and what is known of them."""

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

_OF_SCOPE = {
    "email": "email",
    "email_verified": "email",
    "phone_number": "phone",
    "phone_number_verified": "phone",
}
_HINTS = ("email", "phone_number")


@dataclass(frozen=True, slots=True)
class User:
    """One person: ``subject`` is the user id at Mosaic, ``claims`` what userinfo may say."""

    subject: str
    claims: Mapping[str, Any]

    def claims_for(self, scopes: frozenset[str]) -> dict[str, Any]:
        """``sub`` and the claims of these scopes; a claim that belongs to no scope is always there."""
        return {
            "sub": self.subject,
            **{name: value for name, value in self.claims.items() if _OF_SCOPE.get(name, "openid") in scopes},
        }


class Users:
    """The users by id. ``alice`` is there from the beginning; nobody has a password."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = {"alice": User("alice", ALICE)}

    def add(self, subject: str, claims: Mapping[str, Any]) -> User:
        """Add a user, or replace the one of that id."""
        user = User(subject, dict(claims))
        with self._lock:
            self._users = {**self._users, subject: user}
        return user

    def get(self, subject: str) -> User | None:
        """The user of that id, or None."""
        return self._users.get(subject)

    def find(self, hint: str) -> User | None:
        """The user of that id, e-mail address or telephone number (a ``login_hint``), or None."""
        known = self._users
        if hint in known:
            return known[hint]
        return next((one for one in known.values() if hint in (one.claims.get(name) for name in _HINTS)), None)
