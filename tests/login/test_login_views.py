"""Tests the login views in a Django site against the sandbox: start, callback and logout."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client as Browser

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.login import site
from tests.login.login_steps import come_back, require_page, start, with_login
from tests.mosaic import TOKEN, counting

pytestmark = pytest.mark.django_db


@pytest.fixture
def active(shared_active: Client) -> Client:
    return shared_active


def test_login_signs_user_in_and_redirects(mosaic: Sandbox, person: Browser, shop: Client) -> None:
    url = start(person, "/?basket=7")
    assert parse_qs(urlsplit(url).query).keys() == {"client_id", "request_uri"}
    before = person.session.session_key
    response = come_back(person, mosaic.sign_in(url))
    assert (response.status_code, response["Location"]) == (302, "/?basket=7")
    assert person.session.session_key != before
    assert person.get("/", secure=True).content == b"alice"
    ((id_token, tokens),) = site.logins
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
def test_login_refuses_redirect_to_other_site(target: str, mosaic: Sandbox, person: Browser) -> None:
    assert come_back(person, mosaic.sign_in(start(person, target)))["Location"] == "/"


@pytest.mark.parametrize("target", ["/basket", "https://app.test/basket"])
def test_login_redirects_to_requested_page(target: str, mosaic: Sandbox, person: Browser) -> None:
    assert come_back(person, mosaic.sign_in(start(person, target)))["Location"] == target


def test_callback_works_once(mosaic: Sandbox, person: Browser) -> None:
    callback_url = mosaic.sign_in(start(person))
    assert come_back(person, callback_url).status_code == 302
    with counting(mosaic) as requests:
        require_page(come_back(person, callback_url), 400, "unknown_login")
    assert not requests


def test_callback_in_other_browser_is_refused(mosaic: Sandbox, person: Browser) -> None:
    """Login CSRF: an attacker's callback URL in a victim's browser."""
    callback_url = mosaic.sign_in(start(person))
    victim = Browser(SERVER_NAME=site.HOST)
    require_page(come_back(victim, callback_url), 400, "unknown_login")
    assert victim.get("/", secure=True).content == b"anonymous"


def test_two_tabs_can_log_in_concurrently(mosaic: Sandbox, person: Browser) -> None:
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
def test_altered_callback_is_refused(changes: dict[str, str], code: str, mosaic: Sandbox, person: Browser) -> None:
    with counting(mosaic) as requests:
        callback_url = mosaic.sign_in(start(person))
        require_page(come_back(person, callback_url, **changes), 400, code)
    assert requests[TOKEN] == 0


def test_repeated_parameter_is_refused(mosaic: Sandbox, person: Browser) -> None:
    parts = urlsplit(mosaic.sign_in(start(person)))
    require_page(person.get(f"{parts.path}?{parts.query}&code=x", secure=True), 400, "duplicate_parameter")


def test_denied_login_gets_page_with_reason(mosaic: Sandbox, person: Browser) -> None:
    text = require_page(come_back(person, mosaic.sign_in(start(person), None)), 400, "access_denied")
    assert "the user denied the request" in text
    assert 'href="/login/start"' in text


def test_unavailable_mosaic_gets_503_with_retry_after(mosaic: Sandbox, person: Browser) -> None:
    answer = come_back(person, mosaic.sign_in(start(person), None), error="temporarily_unavailable")
    require_page(answer, 503, "temporarily_unavailable")
    assert answer["Retry-After"] == "30"


def test_error_page_escapes_description(person: Browser, mosaic: Sandbox) -> None:
    callback_url = mosaic.sign_in(start(person), None)
    text = come_back(person, callback_url, error_description="<script>alert(1)</script>").content.decode()
    assert "<script>" not in text


@pytest.mark.parametrize("hook", ["no_user", "blocked_user"])
def test_user_without_account_gets_403(hook: str, mosaic: Sandbox, person: Browser, mounted: Any) -> None:
    with_login(mounted, LOGIN_USER_HOOK=f"tests.login.site.{hook}")
    require_page(come_back(person, mosaic.sign_in(start(person))), 403, "no_account")
    assert person.get("/", secure=True).content == b"anonymous"


def test_start_without_hook_gets_503(mosaic: Sandbox, person: Browser, mounted: Any) -> None:
    with_login(mounted, LOGIN_USER_HOOK="")
    with counting(mosaic) as requests:
        require_page(person.get("/login/start", secure=True), 503, "configuration")
    assert not requests
    assert User.objects.count() == 0


def test_logout_ends_session_here_and_at_mosaic(mosaic: Sandbox, person: Browser, shop: Client, mounted: Any) -> None:
    mounted.LOGOUT_REDIRECT_URL = "/goodbye"
    come_back(person, mosaic.sign_in(start(person)))
    assert person.get("/login/logout", secure=True).status_code == 405
    response = person.post("/login/logout", secure=True)
    url = urlsplit(response["Location"])
    assert url.path == "/cis/oidc/session/end"
    assert parse_qs(url.query) == {
        "client_id": [shop.client_id],
        "post_logout_redirect_uri": [f"https://{site.HOST}/goodbye"],
    }
    assert person.get("/", secure=True).content == b"anonymous"
    with_login(mounted, LOGIN_CLIENT="gone")
    require_page(person.post("/login/logout", secure=True), 503, "unknown_name")


def test_logout_requires_csrf_token(mounted: Any, shop: Client) -> None:
    assert (
        Browser(SERVER_NAME=site.HOST, enforce_csrf_checks=True).post("/login/logout", secure=True).status_code == 403
    )


@pytest.mark.parametrize("path", ["/login/start", "/login/callback"])
def test_start_and_callback_refuse_post(path: str, person: Browser) -> None:
    assert person.post(path, secure=True).status_code == 405
