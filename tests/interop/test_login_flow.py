"""The login views against npm oidc-provider, and what is allowed without a FAPI profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.models import Client
from tests.interop.conftest import ProviderFactory
from tests.interop.http_client import Caller, tls_context
from tests.interop.provider import OidcProvider
from tests.interop.user_agent import browse
from tests.interop.users_client import CALLBACK, OFFLINE, SELF_SIGNED_EC, add_client, add_environment
from tests.login import site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def provider(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    with run_provider(auto_approve=True, rotate_refresh_tokens=True) as server:
        yield server


@pytest.fixture
def client(transactional_db: None, provider: OidcProvider) -> Client:
    return add_client(provider, add_environment(provider), SELF_SIGNED_EC)


@pytest.fixture
def browser(provider: OidcProvider, tmp_path: Path) -> Caller:
    """A user's browser, without a certificate."""
    return Caller(tls_context(provider.ca_file, None, tmp_path))


def test_login_without_par_rotates_the_refresh_token(client: Client, browser: Caller) -> None:
    shop = MosaicClient(client)
    request = shop.authorization_request(redirect_uri=CALLBACK, scope=OFFLINE)
    tokens = shop.exchange_code(request, browse(browser, shop.authorization_url(request, par=False)))
    assert tokens.id_token is not None
    saved: list[tuple[str, str]] = []
    renewed = shop.refresh(tokens, on_rotated=lambda *pair: saved.append(pair))
    assert saved == [(renewed.refresh_token, renewed.x5t_s256)]
    assert renewed.refresh_token != tokens.refresh_token
    with pytest.raises(MosaicRefusal) as refusal:
        shop.refresh(tokens)  # the old token is invalid after the rotation
    assert refusal.value.code == "invalid_grant"


@pytest.fixture
def person(client: Client, settings: Any) -> Browser:
    """A user of a site that includes the login views."""
    settings.ROOT_URLCONF = "tests.login.site"
    settings.ALLOWED_HOSTS = [site.HOST]
    settings.LOGOUT_REDIRECT_URL = "/"
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "LOGIN_CLIENT": client.name,
        "LOGIN_USER_HOOK": "tests.login.site.known_user",
    }
    return Browser(SERVER_NAME=site.HOST)


def test_login_views_end_to_end(provider: OidcProvider, person: Browser, browser: Caller) -> None:
    started = person.get("/login/start?next=/%3Fbasket=7", secure=True)
    assert started.status_code == 302, started.content
    back = urlsplit(browse(browser, started["Location"]))
    anonymous = person.session.session_key
    landed = person.get(f"{back.path}?{back.query}", secure=True)
    assert (landed.status_code, landed["Location"]) == (302, "/?basket=7")
    assert person.session.session_key != anonymous
    assert person.get("/", secure=True).content == b"user-1"
    again = person.get(f"{back.path}?{back.query}", secure=True)
    assert (again.status_code, b"unknown_login" in again.content) == (400, True)
    ended = person.post("/login/logout", secure=True)
    assert ended["Location"].startswith(f"{provider.base_url}/oidc/session/end?client_id=")
    assert person.get("/", secure=True).content == b"anonymous"
    confirmation = browser.get(ended["Location"])
    assert confirmation.status == 200, confirmation.body
