"""What an error page shows of a project's own failure beside a user's tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client as Browser

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from tests.login import site
from tests.login.walking import come_back, start, with_login
from tests.mosaic import go_down

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["DEBUG", "production"])
def shown(request: pytest.FixtureRequest, mounted: Any, person: Browser, caplog: Any) -> Callable[[Any], str]:
    """Everything that a failed answer and the log show."""
    mounted.DEBUG = request.param
    person.raise_request_exception = False

    def show(answer: Any) -> str:
        assert answer.status_code == 500
        return answer.content.decode() + caplog.text

    return show


def require_secret(text: str) -> None:
    ((id_token, tokens),) = site.seen
    for secret in (tokens.access_token, tokens.refresh_token, tokens.id_token_hint, id_token.claims["nonce"]):
        assert secret
        for piece in secret.split("."):
            assert piece[:24] not in text


def test_a_hook_that_fails(mosaic: Sandbox, person: Browser, mounted: Any, shown: Callable[[Any], str]) -> None:
    with_login(mounted, LOGIN_USER_HOOK="tests.login.site.failing", LOGIN_SCOPE="openid offline_access")
    text = shown(come_back(person, mosaic.sign_in(start(person))))
    assert "the hook fails" in text
    require_secret(text)


def test_a_renewal_that_fails(
    mosaic: Sandbox, person: Browser, shop: Client, mounted: Any, shown: Callable[[Any], str]
) -> None:
    with_login(mounted, LOGIN_SCOPE="openid offline_access")
    assert come_back(person, mosaic.sign_in(start(person))).status_code == 302
    go_down(shop.environment)
    text = shown(person.get("/renews", secure=True))
    assert "Unreachable" in text
    require_secret(text)
