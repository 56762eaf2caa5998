"""Authorization headers as only an attacker sends them, over a socket, through WSGI: refused, and never a 500."""

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
def test_a_good_token_in_every_spelling_of_the_scheme(form: str, mosaic: Sandbox, ask: Any) -> None:
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
def test_odd_bearers_are_refused(form: bytes, mosaic: Sandbox, ask: Any) -> None:
    status, head, content = ask(b"Authorization: " + form.replace(b"TOKEN", mosaic.mint().encode()))
    assert (status, 'error="invalid_token"' in head) == (401, True), head
    assert b"Traceback" not in content


OTHERS = [
    b"", b"TOKEN", b"Basic TOKEN", b"Token TOKEN", b"DPoP TOKEN", b"BearerTOKEN", b"Bearer-x TOKEN", b"Bearer%20TOKEN",
    b"\xc2\xa0Bearer TOKEN", b"Negotiate \xff", b"B\xc3\xa9arer TOKEN",
]  # fmt: skip


@pytest.mark.parametrize("form", OTHERS)
def test_other_schemes_are_no_bearer(form: bytes, mosaic: Sandbox, ask: Any) -> None:
    status, head, _ = ask(b"Authorization: " + form.replace(b"TOKEN", mosaic.mint().encode()))
    assert (status, "WWW-Authenticate: Bearer" in head, "error=" in head) == (401, True, False), head


def test_two_authorization_headers_are_refused(mosaic: Sandbox, ask: Any) -> None:
    good, other = mosaic.mint(), mosaic.mint()
    for pair in ((good, other), (good, good), (good, "x"), ("x", good)):
        assert ask(*map(bearer, pair))[0] == 401
    assert ask(bearer(good), b"Authorization: Basic eDp5")[0] == 401
    assert ask(b"Authorization: Basic eDp5", bearer(good))[0] == 401


def test_look_alikes_of_the_header_count_for_nothing(mosaic: Sandbox, ask: Any) -> None:
    good = mosaic.mint().encode()
    for name in (
        b"Proxy-Authorization",
        b"X-Authorization",
        b"HTTP-Authorization",
        b"Authorization_",
        b"X-Access-Token",
    ):
        assert ask(name + b": Bearer " + good)[0] == 401, name
    assert ask(b"Cookie: access_token=" + good + b"; Authorization=Bearer " + good)[0] == 401


def test_a_token_in_the_query_or_the_body_counts_for_nothing(mosaic: Sandbox, ask: Any) -> None:
    good = mosaic.mint().encode()
    form = b"Content-Type: application/x-www-form-urlencoded"
    assert ask(target=b"/api/whoami?access_token=" + good)[0] == 401
    assert ask(form, method=b"POST", body=b"access_token=" + good)[0] == 401
    assert ask(form, method=b"GET", body=b"access_token=" + good)[0] == 401
    # With a bad bearer in the header, a good one elsewhere does not help; with a good one, nothing elsewhere hurts.
    assert ask(bearer("x"), target=b"/api/whoami?access_token=" + good)[0] == 401
    assert ask(bearer(good.decode()), target=b"/api/whoami?access_token=x")[0] == 200


@pytest.mark.parametrize("odd", ["\t", "\x0b", "\x1c", "\x85", "\xa0", "\u3000"])
def test_odd_white_space_is_part_of_the_token(odd: str, mosaic: Sandbox, environment: Environment) -> None:
    """Some servers strip it; where it arrives, it is not stripped again."""
    for value in (f"Bearer {mosaic.mint()}{odd}", f"Bearer {odd}{mosaic.mint()}"):
        assert call(Hello, HTTP_AUTHORIZATION=value.encode().decode("latin-1")).status_code == 401


def test_a_bad_bearer_beside_a_living_session_is_refused(mosaic: Sandbox, ask: Any) -> None:
    user = User.objects.create_superuser("operator")
    session = SessionStore()
    session["_auth_user_id"], session["_auth_user_backend"] = user.pk, "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    cookie = b"Cookie: sessionid=" + str(session.session_key).encode()
    assert ask(cookie, target=b"/admin/")[0] == 200  # it lives
    assert ask(cookie, bearer("x"))[0] == 401
    assert ask(cookie, bearer(mosaic.mint()))[0] == 200
