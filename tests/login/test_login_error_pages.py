"""Tests that error pages show no tokens when a project's own code fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.login import site
from tests.login.login_steps import come_back, start, with_login
from tests.mosaic import go_down

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["DEBUG", "production"])
def error_text(request: pytest.FixtureRequest, mounted: Any, person: Browser, caplog: Any) -> Callable[[Any], str]:
    """Returns the text of a failed answer and the log."""
    mounted.DEBUG = request.param
    person.raise_request_exception = False

    def show(answer: Any) -> str:
        assert answer.status_code == 500
        return answer.content.decode() + caplog.text

    return show


def require_no_secrets(text: str) -> None:
    ((id_token, tokens),) = site.logins
    for secret in (tokens.access_token, tokens.refresh_token, tokens.id_token_hint, id_token.claims["nonce"]):
        assert secret
        for piece in secret.split("."):
            assert piece[:24] not in text


def test_failing_hook_reveals_no_secrets(
    mosaic: Sandbox, person: Browser, mounted: Any, error_text: Callable[[Any], str]
) -> None:
    with_login(mounted, LOGIN_USER_HOOK="tests.login.site.failing", LOGIN_SCOPE="openid offline_access")
    text = error_text(come_back(person, mosaic.sign_in(start(person))))
    assert "the hook fails" in text
    require_no_secrets(text)


def test_failing_refresh_reveals_no_secrets(
    mosaic: Sandbox, person: Browser, shop: Client, mounted: Any, error_text: Callable[[Any], str]
) -> None:
    with_login(mounted, LOGIN_SCOPE="openid offline_access")
    assert come_back(person, mosaic.sign_in(start(person))).status_code == 302
    go_down(shop.environment)
    text = error_text(person.get("/renews", secure=True))
    assert "Unreachable" in text
    require_no_secrets(text)
