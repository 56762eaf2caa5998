"""Tests scopes by method and by action. A missing entry refuses, and invalid arguments raise TypeError."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.viewsets import ViewSet

from mosaic_clients.models import Environment
from mosaic_clients.rest import HasRoles, HasScopes, MosaicAuthentication
from mosaic_clients.sandbox import Sandbox
from tests.rest.views import challenge_of, view

pytestmark = pytest.mark.django_db


class Payments(ViewSet):
    authentication_classes = [MosaicAuthentication]
    permission_classes = [HasScopes(per_action={"list": "read", "create": HasScopes.any("write", "admin")})]

    def list(self, request: Any) -> Response:
        return Response({})

    def create(self, request: Any) -> Response:
        return Response({})

    def destroy(self, request: Any) -> Response:
        return Response({})


ACTIONS: dict[str, str] = {"get": "list", "post": "create", "delete": "destroy"}


@pytest.mark.parametrize(
    ("method", "scope", "status"),
    [
        ("get", "read", 200),
        ("head", "read", 200),
        ("get", "write", 403),
        ("post", "write", 200),
        ("post", "admin", 200),
        ("post", "read", 403),
        ("delete", "read write admin", 403),  # it has no entry
        ("options", "read write admin", 403),
        ("put", "read write admin", 403),  # it has no handler either
    ],
)
def test_per_action_scopes_grant_and_refuse(
    method: str, scope: str, status: int, mosaic: Sandbox, environment: Environment
) -> None:
    request = APIRequestFactory().generic(method.upper(), "/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint(scope=scope)}")
    answer = Payments.as_view(ACTIONS)(request)
    assert answer.status_code == status
    required = {"get": "read", "post": "write"}.get(method)
    assert (challenge_of(answer)["scope"] == required) if status == 403 and required else True
    anonymous = Payments.as_view(ACTIONS)(APIRequestFactory().generic(method.upper(), "/"))
    assert anonymous.status_code == 401


PER_METHOD = HasScopes(per_method={"GET": "read", "post": ["read", "write"]})


@pytest.mark.parametrize(
    ("method", "scope", "status"),
    [
        ("GET", "read", 200),
        ("GET", "write", 403),
        ("HEAD", "read", 200),
        ("HEAD", "write", 403),
        ("POST", "read write", 200),
        ("POST", "write", 403),
        ("OPTIONS", "read write", 403),
        ("DELETE", "read write", 403),
    ],
)
def test_per_method_scopes_grant_and_refuse(
    method: str, scope: str, status: int, mosaic: Sandbox, environment: Environment
) -> None:
    request = APIRequestFactory().generic(method, "/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint(scope=scope)}")
    assert view(PER_METHOD).as_view()(request).status_code == status


@pytest.mark.parametrize(
    "make",
    [
        HasScopes,
        HasScopes.any,
        lambda: HasScopes(""),
        lambda: HasScopes("a b"),
        lambda: HasScopes('a"b'),
        lambda: HasScopes("caf\u00e9"),
        lambda: HasScopes("a", per_method={"GET": "b"}),
        lambda: HasScopes(per_method={"GET": "a"}, per_action={"list": "a"}),
        lambda: HasScopes(per_method={}),
        lambda: HasScopes(per_action={}),
        lambda: HasScopes(per_method={"GET": []}),
        lambda: HasScopes(per_method={"GET": None}),  # type: ignore[dict-item]
        lambda: HasScopes(per_method={"GET": HasRoles("a")}),
        lambda: HasScopes(per_method={"GET": HasScopes(per_action={"list": "a"})}),
        lambda: HasScopes(1),  # type: ignore[arg-type]
        lambda: HasRoles(""),
        lambda: HasRoles("a\x00b"),
    ],
)
def test_invalid_permission_arguments_raise_type_error(make: Any) -> None:
    with pytest.raises(TypeError):
        make()
