"""Which scope a challenge names when a view combines permissions (RFC 6750 §3.1)."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.permissions import IsAdminUser, IsAuthenticated
from rest_framework.response import Response

from mosaic_clients.models import Environment
from mosaic_clients.rest import HasScopes
from mosaic_clients.sandbox import Sandbox
from tests.rest.views import Hello, call, challenge_of, view

pytestmark = pytest.mark.django_db

A, B, C = HasScopes("a"), HasScopes("b"), HasScopes("c")


@pytest.mark.parametrize(
    ("permission", "sufficient", "insufficient", "challenge_scope"),
    [
        (A, "a", "b", "a"),
        (A & B, "a b", "a", "b"),
        (A & B, "a b", "b", "a"),
        (IsAuthenticated & A, "a", "b", "a"),
        (A & IsAuthenticated, "a", "b", "a"),
        (A | B, "b", "c", "b"),  # the permission that DRF evaluates last names the scope
        (IsAdminUser | A, "a", "b", "a"),
        (IsAdminUser | (IsAuthenticated & A), "a", "b", "a"),
        ((A | B) & C, "b c", "c", "b"),
        ((A | B) & C, "a c", "a", "c"),
        (C & (A | B), "c a", "c", "b"),
        ((IsAuthenticated & A) | (IsAuthenticated & B), "a", "c", "b"),
        (HasScopes.any("a", "b"), "b", "c", "a"),
        (HasScopes.any("a", "b") & C, "b c", "c", "a"),
        # A later permission may still grant access. So DRF itself refuses, without a challenge.
        (A | IsAdminUser, "a", "b", None),
        ((A & B) | IsAdminUser, "a b", "a", None),
        (~C, "a", "c", None),
        (~(A & C), "a", "a c", None),
        (~~A, "a", "b", None),
        ((A | B) & ~A, "b", "a", None),
        ((A | B) & ~A, "b", "c", "b"),
    ],
)
def test_challenge_names_scope_only_if_nothing_else_grants_access(
    permission: Any,
    sufficient: str,
    insufficient: str,
    challenge_scope: str | None,
    mosaic: Sandbox,
    environment: Environment,
) -> None:
    guarded = view(permission)
    assert call(guarded, mosaic.mint(scope=sufficient)).status_code == 200
    answer = call(guarded, mosaic.mint(scope=insufficient))
    assert answer.status_code == 403
    if challenge_scope is None:
        assert not answer.has_header("WWW-Authenticate")
    else:
        assert challenge_of(answer)["scope"] == challenge_scope
        assert challenge_of(answer)["error"] == "insufficient_scope"


def test_equal_permissions_in_two_positions_share_their_result(mosaic: Sandbox, environment: Environment) -> None:
    """The first ``a`` refuses without a challenge, because another permission may grant access. So does the second."""
    guarded = view(HasScopes("a") | IsAuthenticated, IsAuthenticated)
    assert call(guarded, mosaic.mint(scope="b")).status_code == 200
    guarded = view(HasScopes("a") | IsAuthenticated, HasScopes("a"))
    answer = call(guarded, mosaic.mint(scope="b"))
    assert (answer.status_code, answer.has_header("WWW-Authenticate")) == (403, False)


def test_permission_called_by_view_code_only_returns_result(mosaic: Sandbox, environment: Environment) -> None:
    class CallsPermission(Hello):
        def get(self, request: Any) -> Response:
            return Response({"may write": HasScopes("write").has_permission(request, self)})

    assert call(CallsPermission, mosaic.mint(scope="read")).data == {"may write": False}
    assert call(CallsPermission, mosaic.mint(scope="write")).data == {"may write": True}


def test_permissions_created_per_request_get_challenge(mosaic: Sandbox, environment: Environment) -> None:
    class CreatesPermissions(Hello):
        def get_permissions(self) -> Any:
            return [(IsAuthenticated & HasScopes("a"))(), HasScopes("b")]

    assert call(CreatesPermissions, mosaic.mint(scope="a b")).status_code == 200
    assert challenge_of(call(CreatesPermissions, mosaic.mint(scope="a")))["scope"] == "b"
