"""Tests hostile Authorization headers over a socket, through WSGI. They are refused and never cause a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from tests.rest.views import Hello, call

pytestmark = pytest.mark.django_db(transaction=True)


def bearer(token: str) -> bytes:
    return b"Authorization: Bearer " + token.encode()


@pytest.mark.parametrize(
    "form",
    [
        "Authorization: Bearer {}",
        "authorization: bearer {}",
        "AUTHORIZATION: BEARER {}",
        "Authorization: bEaReR {}",
        "Authorization:Bearer {}",
        "Authorization:   Bearer   {}   ",
    ],
)
def test_valid_token_is_accepted_in_any_spelling_of_scheme(form: str, mosaic: Sandbox, ask: Any) -> None:
    assert ask(form.format(mosaic.mint()).encode())[0] == 200


@pytest.mark.parametrize(
    "form",
    [
        b"Bearer",
        b"Bearer ",
        b"Bearer     ",
        b"bearer =",
        b"Bearer ..",
        b"Bearer a.b.c",
        b"Bearer null",
        b"Bearer undefined",
        b"Bearer {}",
        b"Bearer %",
        b'Bearer "TOKEN"',
        b"Bearer Bearer TOKEN",
        b"Bearer TOKEN TOKEN",
        b"Bearer TOKEN, Bearer TOKEN",
        b"Bearer TOKEN,TOKEN",
        b"Bearer TOKEN;",
        b"Bearer TOKEN=",
        b"Bearer TOKEN==",
        b"Bearer TOKEN.",
        b"Bearer .TOKEN",
        b"Bearer \tTOKEN",
        b"Bearer\tTOKEN",
        b"Bearer,TOKEN",
        b"Bearer:TOKEN",
        b"Bearer\xc2\xa0TOKEN",
        b"Bearer token=TOKEN",
        b"Bearer \xe9",
        b"Bearer \xff\xfe\x00",
        b"Bearer TOKEN\xe2\x80\x8b",
        b"Bearer \xef\xbb\xbfTOKEN",
        b"Bearer TOK\x00EN",
        b"Bearer TOKEN\x00",
        b"Bearer " + b"A" * 20_000,
        b"Bearer " + b"." * 20_000,
        b"Bearer " + b"A" * 17_000 + b"." + b"A" * 17_000 + b".",
    ],
)
def test_malformed_bearers_are_refused(form: bytes, mosaic: Sandbox, ask: Any) -> None:
    status, head, content = ask(b"Authorization: " + form.replace(b"TOKEN", mosaic.mint().encode()))
    assert (status, 'error="invalid_token"' in head) == (401, True), head
    assert b"Traceback" not in content


OTHERS = [
    b"", b"TOKEN", b"Basic TOKEN", b"Token TOKEN", b"DPoP TOKEN", b"BearerTOKEN", b"Bearer-x TOKEN", b"Bearer%20TOKEN",
    b"\xc2\xa0Bearer TOKEN", b"Negotiate \xff", b"B\xc3\xa9arer TOKEN",
]  # fmt: skip


@pytest.mark.parametrize("form", OTHERS)
def test_other_schemes_get_challenge_without_error(form: bytes, mosaic: Sandbox, ask: Any) -> None:
    status, head, _ = ask(b"Authorization: " + form.replace(b"TOKEN", mosaic.mint().encode()))
    assert (status, "WWW-Authenticate: Bearer" in head, "error=" in head) == (401, True, False), head


def test_two_authorization_headers_are_refused(mosaic: Sandbox, ask: Any) -> None:
    valid, other = mosaic.mint(), mosaic.mint()
    for pair in ((valid, other), (valid, valid), (valid, "x"), ("x", valid)):
        assert ask(*map(bearer, pair))[0] == 401
    assert ask(bearer(valid), b"Authorization: Basic eDp5")[0] == 401
    assert ask(b"Authorization: Basic eDp5", bearer(valid))[0] == 401


def test_similar_headers_are_ignored(mosaic: Sandbox, ask: Any) -> None:
    valid = mosaic.mint().encode()
    for name in (
        b"Proxy-Authorization",
        b"X-Authorization",
        b"HTTP-Authorization",
        b"Authorization_",
        b"X-Access-Token",
    ):
        assert ask(name + b": Bearer " + valid)[0] == 401, name
    assert ask(b"Cookie: access_token=" + valid + b"; Authorization=Bearer " + valid)[0] == 401


def test_token_in_query_or_body_is_ignored(mosaic: Sandbox, ask: Any) -> None:
    valid = mosaic.mint().encode()
    form = b"Content-Type: application/x-www-form-urlencoded"
    assert ask(target=b"/api/whoami?access_token=" + valid)[0] == 401
    assert ask(form, method=b"POST", body=b"access_token=" + valid)[0] == 401
    assert ask(form, method=b"GET", body=b"access_token=" + valid)[0] == 401
    # Only the header counts, whether its bearer is valid or not.
    assert ask(bearer("x"), target=b"/api/whoami?access_token=" + valid)[0] == 401
    assert ask(bearer(valid.decode()), target=b"/api/whoami?access_token=x")[0] == 200


@pytest.mark.parametrize("space", ["\t", "\x0b", "\x1c", "\x85", "\xa0", "\u3000"])
def test_unusual_white_space_is_part_of_token(space: str, mosaic: Sandbox, environment: Environment) -> None:
    """Some servers strip it. If it arrives, it is not stripped."""
    for value in (f"Bearer {mosaic.mint()}{space}", f"Bearer {space}{mosaic.mint()}"):
        assert call(Hello, HTTP_AUTHORIZATION=value.encode().decode("latin-1")).status_code == 401


def test_invalid_bearer_with_valid_session_is_refused(mosaic: Sandbox, ask: Any) -> None:
    user = User.objects.create_superuser("operator")
    session = SessionStore()
    session["_auth_user_id"], session["_auth_user_backend"] = user.pk, "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    cookie = b"Cookie: sessionid=" + str(session.session_key).encode()
    assert ask(cookie, target=b"/admin/")[0] == 200  # the session is valid
    assert ask(cookie, bearer("x"))[0] == 401
    assert ask(cookie, bearer(mosaic.mint()))[0] == 200
