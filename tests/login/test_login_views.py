"""The mountable login: start, callback and logout in a real Django site, Mosaic played by the sandbox."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.login import site
from tests.login.walking import come_back, require_page, start, with_login
from tests.mosaic import TOKEN, counting

pytestmark = pytest.mark.django_db


def test_a_person_logs_in(mosaic: Sandbox, person: Browser, shop: Client) -> None:
    url = start(person, "/?basket=7")
    assert parse_qs(urlsplit(url).query).keys() == {"client_id", "request_uri"}
    before = person.session.session_key
    landed = come_back(person, mosaic.sign_in(url))
    assert (landed.status_code, landed["Location"]) == (302, "/?basket=7")
    assert person.session.session_key != before
    assert person.get("/", secure=True).content == b"alice"
    ((id_token, tokens),) = site.seen
    assert (id_token.subject, tokens.id_token) == ("alice", id_token)
    assert tokens.x5t_s256 == shop.credentials.active().get().x5t_s256


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.test/",
        "//evil.test/",
        "///evil.test",
        "/\\evil.test",
        "javascript:alert(1)",
        "http://app.test/",
        "\x00/",
        "https:evil.test",
        "/" + "x" * 1000,
        "/" + "é" * 200,
    ],
)
def test_a_login_ends_on_this_site(target: str, mosaic: Sandbox, person: Browser) -> None:
    assert come_back(person, mosaic.sign_in(start(person, target)))["Location"] == "/"


@pytest.mark.parametrize("target", ["/basket", "https://app.test/basket"])
def test_and_where_it_was_asked_to_end(target: str, mosaic: Sandbox, person: Browser) -> None:
    assert come_back(person, mosaic.sign_in(start(person, target)))["Location"] == target


def test_an_answer_serves_once(mosaic: Sandbox, person: Browser) -> None:
    back = mosaic.sign_in(start(person))
    assert come_back(person, back).status_code == 302
    with counting(mosaic) as asked:
        require_page(come_back(person, back), 400, "unknown_login")
    assert not asked


def test_an_answer_serves_in_the_browser_that_asked(mosaic: Sandbox, person: Browser) -> None:
    """Login CSRF: an attacker's own answer in a victim's browser."""
    back = mosaic.sign_in(start(person))
    victim = Browser(SERVER_NAME=site.HOST)
    require_page(come_back(victim, back), 400, "unknown_login")
    assert victim.get("/", secure=True).content == b"anonymous"


def test_two_tabs_may_log_in_beside_each_other(mosaic: Sandbox, person: Browser) -> None:
    first, second = start(person, "/first"), start(person, "/second")
    assert come_back(person, mosaic.sign_in(second))["Location"] == "/second"
    assert come_back(person, mosaic.sign_in(first))["Location"] == "/first"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iss": "https://evil.test"}, "issuer_mismatch"),
        ({"code": ""}, "code_missing"),
        ({"state": "x"}, "unknown_login"),
    ],
    ids=str,
)
def test_an_altered_answer_is_refused(changes: dict[str, str], code: str, mosaic: Sandbox, person: Browser) -> None:
    with counting(mosaic) as asked:
        back = mosaic.sign_in(start(person))
        require_page(come_back(person, back, **changes), 400, code)
    assert asked[TOKEN] == 0


def test_a_repeated_parameter_is_refused(mosaic: Sandbox, person: Browser) -> None:
    parts = urlsplit(mosaic.sign_in(start(person)))
    require_page(person.get(f"{parts.path}?{parts.query}&code=x", secure=True), 400, "duplicate_parameter")


def test_a_person_who_says_no_is_told_so(mosaic: Sandbox, person: Browser) -> None:
    text = require_page(come_back(person, mosaic.sign_in(start(person), None)), 400, "access_denied")
    assert "the user said no" in text
    assert 'href="/login/start"' in text


def test_a_mosaic_that_is_busy_is_to_be_asked_later(mosaic: Sandbox, person: Browser) -> None:
    answer = come_back(person, mosaic.sign_in(start(person), None), error="temporarily_unavailable")
    require_page(answer, 503, "temporarily_unavailable")
    assert answer["Retry-After"] == "30"


def test_what_mosaic_says_is_shown_as_text(person: Browser, mosaic: Sandbox) -> None:
    back = mosaic.sign_in(start(person), None)
    text = come_back(person, back, error_description="<script>alert(1)</script>").content.decode()
    assert "<script>" not in text


@pytest.mark.parametrize("hook", ["nobody", "blocked_user"])
def test_a_person_without_an_account_stays_outside(hook: str, mosaic: Sandbox, person: Browser, mounted: Any) -> None:
    with_login(mounted, LOGIN_USER_HOOK=f"tests.login.site.{hook}")
    require_page(come_back(person, mosaic.sign_in(start(person))), 403, "no_account")
    assert person.get("/", secure=True).content == b"anonymous"


def test_without_a_hook_nobody_is_sent_to_log_in(mosaic: Sandbox, person: Browser, mounted: Any) -> None:
    with_login(mounted, LOGIN_USER_HOOK="")
    with counting(mosaic) as asked:
        require_page(person.get("/login/start", secure=True), 503, "configuration")
    assert not asked
    assert User.objects.count() == 0


def test_a_logout_ends_the_session_here_and_at_mosaic(
    mosaic: Sandbox, person: Browser, shop: Client, mounted: Any
) -> None:
    mounted.LOGOUT_REDIRECT_URL = "/goodbye"
    come_back(person, mosaic.sign_in(start(person)))
    assert person.get("/login/logout", secure=True).status_code == 405
    ended = person.post("/login/logout", secure=True)
    url = urlsplit(ended["Location"])
    assert url.path == "/cis/oidc/session/end"
    assert parse_qs(url.query) == {
        "client_id": [shop.client_id],
        "post_logout_redirect_uri": [f"https://{site.HOST}/goodbye"],
    }
    assert person.get("/", secure=True).content == b"anonymous"
    with_login(mounted, LOGIN_CLIENT="gone")
    require_page(person.post("/login/logout", secure=True), 503, "unknown_name")


def test_a_logout_needs_a_csrf_token(mounted: Any, shop: Client) -> None:
    assert (
        Browser(SERVER_NAME=site.HOST, enforce_csrf_checks=True).post("/login/logout", secure=True).status_code == 403
    )


@pytest.mark.parametrize("path", ["/login/start", "/login/callback"])
def test_the_views_are_got_and_never_posted(path: str, person: Browser) -> None:
    assert person.post(path, secure=True).status_code == 405
