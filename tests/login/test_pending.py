"""Tests the pending logins in the user's session."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore

from mosaic_clients.core.oauth.authorization_request import AuthorizationRequest, new_request
from mosaic_clients.login.pending import LIFETIME, MAX_DESTINATION, MAX_PENDING, SESSION_KEY, PendingLogins

NOW = 1_800_000_000.0


def request(number: int = 0) -> AuthorizationRequest:
    return new_request(
        "c1",
        "https://app.test/callback",
        randomness=bytes([number] * 96),
        scope="openid email",
        parameters={"max_age": "600"},
    )


@pytest.fixture
def session() -> SessionStore:
    return SessionStore()


def test_take_returns_remembered_login(session: SessionStore) -> None:
    auth_request = request()
    PendingLogins(session).remember(auth_request, destination="/basket", now=NOW)
    stored = SessionStore(session_key=session._get_session_key() or None)  # as another process reads it
    stored._session_cache = json.loads(json.dumps(dict(session.items())))
    login = PendingLogins(stored).take(auth_request.state, now=NOW + LIFETIME - 1)
    assert login is not None
    assert login.destination == "/basket"
    for name in ("client_id", "redirect_uri", "scope", "state", "nonce", "code_verifier", "max_age"):
        assert getattr(login.request, name) == getattr(auth_request, name)


def test_session_and_repr_show_no_secrets(session: SessionStore) -> None:
    auth_request = request()
    pending = PendingLogins(session)
    pending.remember(auth_request, destination="/basket", now=NOW)
    text = json.dumps(dict(session.items()))
    login = pending.take(auth_request.state, now=NOW)
    for secret in (auth_request.state, auth_request.nonce, auth_request.code_verifier):
        assert secret not in text
        assert secret not in repr(login)


def test_login_can_be_taken_once(session: SessionStore) -> None:
    auth_request = request()
    pending = PendingLogins(session)
    pending.remember(auth_request, now=NOW)
    assert pending.take(auth_request.state, now=NOW)
    assert pending.take(auth_request.state, now=NOW) is None


def test_expired_login_is_removed(session: SessionStore) -> None:
    auth_request = request()
    PendingLogins(session).remember(auth_request, now=NOW)
    assert PendingLogins(session).take(auth_request.state, now=NOW + LIFETIME) is None
    assert session[SESSION_KEY] == {}


@pytest.mark.parametrize("state", ["", "unknown", "\ud800", "s" * 5000])
def test_unknown_state_returns_none_and_keeps_logins(state: str, session: SessionStore) -> None:
    auth_request = request()
    PendingLogins(session).remember(auth_request, now=NOW)
    assert PendingLogins(session).take(state, now=NOW) is None
    assert PendingLogins(session).take(auth_request.state, now=NOW)


def test_take_without_login_does_not_modify_session(session: SessionStore) -> None:
    assert PendingLogins(session).take("anything", now=NOW) is None
    assert not session.modified
    assert SESSION_KEY not in session


def test_newest_logins_are_kept_and_fit_cookie(session: SessionStore) -> None:
    auth_requests = [request(number) for number in range(MAX_PENDING + 3)]
    pending = PendingLogins(session)
    for number, each in enumerate(auth_requests):
        pending.remember(each, destination="/a/rather/long/address?of=a&basket=7", now=NOW + number)
    assert len(session[SESSION_KEY]) == MAX_PENDING
    later = NOW + len(auth_requests)
    taken = [bool(pending.take(each.state, now=later)) for each in auth_requests]
    assert taken == [False] * 3 + [True] * MAX_PENDING
    for number, each in enumerate(auth_requests):
        pending.remember(each, destination="/a/rather/long/address?of=a&basket=7", now=NOW + number)
    assert len(session._get_session_key()) < 4096


def test_long_destinations_leave_room_for_next_login(session: SessionStore) -> None:
    """Links that an attacker made a user follow must not block later logins."""
    pending = PendingLogins(session)
    for number in range(MAX_PENDING):
        pending.remember(request(number), destination="/" + str(number) * (MAX_DESTINATION - 1), now=NOW + number)
    pending.remember(request(9), destination="/basket", now=NOW + 9)
    assert len(session._get_session_key()) < 4096
    assert pending.take(request(9).state, now=NOW + 9)


def test_login_moved_to_other_handle_is_refused(session: SessionStore) -> None:
    first, second = request(1), request(2)
    pending = PendingLogins(session)
    pending.remember(first, now=NOW)
    pending.remember(second, now=NOW)
    stored: dict[str, Any] = session[SESSION_KEY]
    left, right = stored
    stored[left], stored[right] = stored[right], stored[left]
    assert pending.take(first.state, now=NOW) is None


def test_login_without_its_encryption_key_is_gone(session: SessionStore, settings: Any) -> None:
    auth_request = request()
    PendingLogins(session).remember(auth_request, now=NOW)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": ("ff" * 32,)}
    assert PendingLogins(session).take(auth_request.state, now=NOW) is None
