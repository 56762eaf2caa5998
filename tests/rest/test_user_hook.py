"""Tests USER_HOOK, which maps a bearer to a Django user."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from rest_framework.request import Request
from rest_framework.response import Response

from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.models import Environment
from mosaic_clients.rest.checks import check_rest
from mosaic_clients.sandbox import Sandbox
from tests.rest.views import Hello, StaffOnly, call

pytestmark = pytest.mark.django_db

NOT_A_FUNCTION = "text"


def user_of_client(verified: VerifiedBearer) -> Any:
    """A hook as a project writes it."""
    return User.objects.filter(username=verified.client_id).first()


def anonymous(verified: VerifiedBearer) -> Any:
    return AnonymousUser()


def returns_text(verified: VerifiedBearer) -> Any:
    return "alice"


class UserTypes(Hello):
    def get(self, request: Request) -> Response:
        return Response({"user": type(request.user).__name__, "auth": type(request.auth).__name__})


@pytest.fixture
def use_hook(settings: Any, environment: Environment) -> Any:
    def use(name: str) -> None:
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "USER_HOOK": f"tests.rest.test_user_hook.{name}"}

    return use


def test_hook_sets_django_user_and_keeps_bearer(mosaic: Sandbox, use_hook: Any) -> None:
    use_hook("user_of_client")
    User.objects.create_user("shop", is_staff=True)
    token = mosaic.mint(client_id="shop")
    assert call(UserTypes, token).data == {"user": "User", "auth": "VerifiedBearer"}
    assert call(StaffOnly, token).status_code == 200


@pytest.mark.parametrize(
    ("name", "reason"), [("user_of_client", "no_user"), ("anonymous", "no_user"), ("returns_text", "no_user")]
)
def test_bearer_without_user_is_refused(
    name: str, reason: str, mosaic: Sandbox, use_hook: Any, caplog: pytest.LogCaptureFixture
) -> None:
    use_hook(name)
    with caplog.at_level(logging.INFO):
        answer = call(Hello, mosaic.mint(client_id="stranger"))  # a view with AllowAny
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]
    assert f"bearer refused: {reason}" in caplog.text
    assert User.objects.count() == 0


def test_inactive_user_is_refused(mosaic: Sandbox, use_hook: Any, caplog: pytest.LogCaptureFixture) -> None:
    use_hook("user_of_client")
    User.objects.create_user("shop", is_active=False)
    with caplog.at_level(logging.INFO):
        assert call(Hello, mosaic.mint(client_id="shop")).status_code == 401
    assert "bearer refused: inactive_user" in caplog.text


def test_hook_runs_on_every_request(mosaic: Sandbox, use_hook: Any) -> None:
    use_hook("user_of_client")
    user, token = User.objects.create_user("shop"), mosaic.mint(client_id="shop")
    assert call(Hello, token).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert call(Hello, token).status_code == 401


def test_invalid_bearer_does_not_reach_hook(mosaic: Sandbox, use_hook: Any) -> None:
    use_hook("returns_text")
    assert call(Hello, mosaic.mint(exp=1)).status_code == 401
    assert call(Hello).status_code == 200  # without a bearer the hook does not run


@pytest.mark.parametrize("name", ["missing", "NOT_A_FUNCTION"])
def test_missing_hook_is_reported_by_check_and_refuses_requests(name: str, mosaic: Sandbox, use_hook: Any) -> None:
    use_hook(name)
    (message,) = check_rest(None)
    assert message.id == "mosaic_clients.E030"
    assert message.hint
    with pytest.raises(ConfigurationError):
        call(Hello, mosaic.mint())


def test_valid_hook_passes_check(use_hook: Any) -> None:
    use_hook("user_of_client")
    assert check_rest(None) == []
