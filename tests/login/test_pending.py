"""What is kept in the user's session between the redirect to Mosaic and the answer."""

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


def test_a_login_comes_back_as_it_was_kept(session: SessionStore) -> None:
    asked = request()
    PendingLogins(session).remember(asked, destination="/basket", now=NOW)
    kept = SessionStore(session_key=session._get_session_key() or None)  # as another process reads it
    kept._session_cache = json.loads(json.dumps(dict(session.items())))
    found = PendingLogins(kept).take(asked.state, now=NOW + LIFETIME - 1)
    assert found is not None
    assert found.destination == "/basket"
    for name in ("client_id", "redirect_uri", "scope", "state", "nonce", "code_verifier", "max_age"):
        assert getattr(found.request, name) == getattr(asked, name)


def test_nothing_in_the_session_or_a_repr_gives_a_login_away(session: SessionStore) -> None:
    asked = request()
    pending = PendingLogins(session)
    pending.remember(asked, destination="/basket", now=NOW)
    shown = json.dumps(dict(session.items()))
    found = pending.take(asked.state, now=NOW)
    for secret in (asked.state, asked.nonce, asked.code_verifier):
        assert secret not in shown
        assert secret not in repr(found)


def test_a_login_is_taken_once(session: SessionStore) -> None:
    asked = request()
    pending = PendingLogins(session)
    pending.remember(asked, now=NOW)
    assert pending.take(asked.state, now=NOW)
    assert pending.take(asked.state, now=NOW) is None


def test_a_login_that_took_too_long_is_gone(session: SessionStore) -> None:
    asked = request()
    PendingLogins(session).remember(asked, now=NOW)
    assert PendingLogins(session).take(asked.state, now=NOW + LIFETIME) is None
    assert session[SESSION_KEY] == {}


@pytest.mark.parametrize("state", ["", "unknown", "\ud800", "s" * 5000])
def test_an_unknown_state_is_nobodys_login_and_takes_nothing(state: str, session: SessionStore) -> None:
    asked = request()
    PendingLogins(session).remember(asked, now=NOW)
    assert PendingLogins(session).take(state, now=NOW) is None
    assert PendingLogins(session).take(asked.state, now=NOW)


def test_a_session_that_never_began_a_login_is_not_written_to(session: SessionStore) -> None:
    assert PendingLogins(session).take("anything", now=NOW) is None
    assert not session.modified
    assert SESSION_KEY not in session


def test_only_the_newest_few_are_kept_and_a_cookie_holds_them(session: SessionStore) -> None:
    asked = [request(number) for number in range(MAX_PENDING + 3)]
    pending = PendingLogins(session)
    for number, each in enumerate(asked):
        pending.remember(each, destination="/a/rather/long/address?of=a&basket=7", now=NOW + number)
    assert len(session[SESSION_KEY]) == MAX_PENDING
    later = NOW + len(asked)
    found = [bool(pending.take(each.state, now=later)) for each in asked]
    assert found == [False] * 3 + [True] * MAX_PENDING
    for number, each in enumerate(asked):
        pending.remember(each, destination="/a/rather/long/address?of=a&basket=7", now=NOW + number)
    assert len(session._get_session_key()) < 4096


def test_long_addresses_do_not_crowd_the_next_login_out_of_a_cookie(session: SessionStore) -> None:
    """A link that somebody was made to follow must not keep them from logging in later."""
    pending = PendingLogins(session)
    for number in range(MAX_PENDING):
        pending.remember(request(number), destination="/" + str(number) * (MAX_DESTINATION - 1), now=NOW + number)
    pending.remember(request(9), destination="/basket", now=NOW + 9)
    assert len(session._get_session_key()) < 4096
    assert pending.take(request(9).state, now=NOW + 9)


def test_a_login_moved_to_another_handle_does_not_open(session: SessionStore) -> None:
    first, second = request(1), request(2)
    pending = PendingLogins(session)
    pending.remember(first, now=NOW)
    pending.remember(second, now=NOW)
    kept: dict[str, Any] = session[SESSION_KEY]
    one, other = kept
    kept[one], kept[other] = kept[other], kept[one]
    assert pending.take(first.state, now=NOW) is None


def test_a_login_whose_encryption_key_is_gone_is_nobodys(session: SessionStore, settings: Any) -> None:
    asked = request()
    PendingLogins(session).remember(asked, now=NOW)
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ENCRYPTION_KEYS": ("ff" * 32,)}
    assert PendingLogins(session).take(asked.state, now=NOW) is None
