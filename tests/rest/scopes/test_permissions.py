"""Tests scope permissions and their combinations."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.permissions import IsAuthenticated

from mosaic_clients.models import Environment
from mosaic_clients.rest import HasScopes
from mosaic_clients.sandbox import Sandbox
from tests.rest.views import Both, Bound, Either, Neither, ScopedAndSignedIn, Writes, call

pytestmark = pytest.mark.django_db


def status(view: Any, token: str | None) -> int:
    code: int = call(view, token).status_code
    return code


def test_all_scopes_are_required_and_named_in_refusal(mosaic: Sandbox, environment: Environment) -> None:
    assert status(Writes, mosaic.mint(scope="openid payments:read payments:write")) == 200
    for scope in ("payments:write", "payments:read", "", "payments", "payments:writeandmore payments:read", None):
        answer = call(Writes, mosaic.mint(scope=scope))
        assert answer.status_code == 403
        assert answer.data["detail"] == "The access token lacks a required scope: payments:read payments:write."
        assert answer.data["detail"].code == "insufficient_scope"
    assert status(Writes, None) == 401


@pytest.mark.parametrize(
    ("view", "scope", "expected"),
    [
        (Either, "a", 200),
        (Either, "b", 200),
        (Either, "c", 403),
        (Both, "a b", 200),
        (Both, "a", 403),
        (ScopedAndSignedIn, "a", 200),
        (ScopedAndSignedIn, "b", 403),
        (Neither, "b", 200),
        (Neither, "a", 403),
    ],
)
def test_combined_permissions_grant_and_refuse(
    view: Any, scope: str, expected: int, mosaic: Sandbox, environment: Environment
) -> None:
    assert status(view, mosaic.mint(scope=scope)) == expected
    assert status(view, None) == 401


def test_permission_without_scope_raises_type_error() -> None:
    with pytest.raises(TypeError, match="at least one name"):
        HasScopes()


def test_permissions_with_same_names_are_equal() -> None:
    assert HasScopes("a", "b") == HasScopes("b", "a", "a")
    assert HasScopes("a") != HasScopes("b")
    assert HasScopes("a") != IsAuthenticated()
    assert len({HasScopes("a", "b"), HasScopes("b", "a"), HasScopes("a")}) == 2


def test_object_permission_checks_scopes(mosaic: Sandbox, environment: Environment) -> None:
    class ForObjects(Writes):
        permission_classes = []

        def get(self, request: Any) -> Any:
            self.permission_classes = [HasScopes("a")]
            self.check_object_permissions(request, object())
            return super().get(request)

    assert status(ForObjects, mosaic.mint(scope="a")) == 200
    assert status(ForObjects, mosaic.mint(scope="b")) == 403


def test_unbound_bearer_is_refused_if_binding_is_required(mosaic: Sandbox, environment: Environment) -> None:
    answer = call(Bound, mosaic.mint())
    assert (answer.status_code, answer.data["detail"]) == (403, "A certificate-bound access token is required.")
    assert status(Bound, None) == 401
