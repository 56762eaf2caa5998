"""A bearer becomes a Django user where a function of the project says which, and only there."""

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


def by_client(verified: VerifiedBearer) -> Any:
    """As a project would write it."""
    return User.objects.filter(username=verified.client_id).first()


def anonymous(verified: VerifiedBearer) -> Any:
    return AnonymousUser()


def wrong(verified: VerifiedBearer) -> Any:
    return "alice"


class Who(Hello):
    def get(self, request: Request) -> Response:
        return Response({"user": type(request.user).__name__, "auth": type(request.auth).__name__})


@pytest.fixture
def hooked(settings: Any, environment: Environment) -> Any:
    def use(name: str) -> None:
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "USER_HOOK": f"tests.rest.test_user_hook.{name}"}

    return use


def test_the_user_is_djangos_and_the_bearer_stays(mosaic: Sandbox, hooked: Any) -> None:
    hooked("by_client")
    User.objects.create_user("shop", is_staff=True)
    token = mosaic.mint(client_id="shop")
    assert call(Who, token).data == {"user": "User", "auth": "VerifiedBearer"}
    assert call(StaffOnly, token).status_code == 200


@pytest.mark.parametrize(("name", "reason"), [("by_client", "no_user"), ("anonymous", "no_user"), ("wrong", "no_user")])
def test_nobody_is_refused(
    name: str, reason: str, mosaic: Sandbox, hooked: Any, caplog: pytest.LogCaptureFixture
) -> None:
    hooked(name)
    with caplog.at_level(logging.INFO):
        answer = call(Hello, mosaic.mint(client_id="stranger"))  # a view that is open to everybody
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]
    assert f"bearer refused: {reason}" in caplog.text
    assert User.objects.count() == 0


def test_a_user_who_is_not_active_is_refused(mosaic: Sandbox, hooked: Any, caplog: pytest.LogCaptureFixture) -> None:
    hooked("by_client")
    User.objects.create_user("shop", is_active=False)
    with caplog.at_level(logging.INFO):
        assert call(Hello, mosaic.mint(client_id="shop")).status_code == 401
    assert "bearer refused: inactive_user" in caplog.text


def test_it_is_asked_on_every_request(mosaic: Sandbox, hooked: Any) -> None:
    hooked("by_client")
    user, token = User.objects.create_user("shop"), mosaic.mint(client_id="shop")
    assert call(Hello, token).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert call(Hello, token).status_code == 401


def test_a_bad_bearer_never_reaches_it(mosaic: Sandbox, hooked: Any) -> None:
    hooked("wrong")
    assert call(Hello, mosaic.mint(exp=1)).status_code == 401
    assert call(Hello).status_code == 200  # no bearer, nobody to look up


@pytest.mark.parametrize("name", ["missing", "NOT_A_FUNCTION"])
def test_a_hook_that_is_not_there_is_told_at_the_start_and_lets_nobody_in(
    name: str, mosaic: Sandbox, hooked: Any
) -> None:
    hooked(name)
    (message,) = check_rest(None)
    assert message.id == "mosaic_clients.E030"
    assert message.hint
    with pytest.raises(ConfigurationError):
        call(Hello, mosaic.mint())


def test_a_good_hook_passes_the_check(hooked: Any) -> None:
    hooked("by_client")
    assert check_rest(None) == []
