"""Tests roles, permissions, tenant and application of a token. Malformed claims are ignored."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIRequestFactory

from mosaic_clients.models import Environment
from mosaic_clients.rest import HasPermissions, HasRoles, MosaicPrincipal
from mosaic_clients.sandbox import Sandbox
from tests.rest.views import Hello, call, view

pytestmark = pytest.mark.django_db

MALFORMED: list[Any] = [
    None,
    "",
    0,
    1,
    True,
    {},
    {"Admin": True},
    [],
    [1],
    ["Admin", None],
    ["Admin", ""],
    [["Admin"]],
    [{}],
]


def principal(mosaic: Sandbox, **claims: Any) -> MosaicPrincipal:
    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {mosaic.mint(**claims)}")
    user = Hello().initialize_request(request).user
    assert isinstance(user, MosaicPrincipal)
    return user


def test_principal_has_roles_permissions_tenant_and_application(mosaic: Sandbox, environment: Environment) -> None:
    claims = {"roles": ["Admin"], "role": "Auditor", "ts_roles": ["Support Agent"], "ts_permissions": ["apps:read"]}
    user = principal(mosaic, **claims, tid="tenant-1", app_id="app-1", permissions=["of a delegation"])
    assert user.roles == {"Admin", "Auditor", "Support Agent"}
    assert user.permissions == {"apps:read"}
    assert (user.tenant, user.app_id) == ("tenant-1", "app-1")


@pytest.mark.parametrize("value", MALFORMED)
def test_malformed_claim_grants_nothing(value: Any, mosaic: Sandbox, environment: Environment) -> None:
    claims = dict.fromkeys(("roles", "role", "ts_roles", "ts_permissions"), value)
    user = principal(mosaic, **claims)
    assert (user.roles, user.permissions) == (frozenset(), frozenset())
    for permission in (HasRoles("Admin"), HasRoles.any("Admin", "x"), HasPermissions("Admin")):
        assert call(view(permission), mosaic.mint(**claims)).status_code == 403


@pytest.mark.parametrize("value", [None, "", 1, ["t"], {}])
def test_malformed_tenant_is_none(value: Any, mosaic: Sandbox, environment: Environment) -> None:
    user = principal(mosaic, tid=value, app_id=value)
    assert (user.tenant, user.app_id) == (None, None)


@pytest.mark.parametrize("claim", ["roles", "role", "ts_roles"])
def test_role_is_read_from_each_role_claim(claim: str, mosaic: Sandbox, environment: Environment) -> None:
    guarded = view(HasRoles("Admin"))
    assert call(guarded, mosaic.mint(**{claim: ["User", "Admin"]})).status_code == 200
    assert call(guarded, mosaic.mint(**{claim: "Admin"})).status_code == 200
    for other in (["admin"], "Administrator", "Admin User", ["Admin "]):
        assert call(guarded, mosaic.mint(**{claim: other})).status_code == 403


def test_roles_and_permissions_support_all_any_and_tables(mosaic: Sandbox, environment: Environment) -> None:
    both, either = view(HasRoles("a", "b")), view(HasRoles.any("a", "b"))
    by_method = view(HasPermissions(per_method={"POST": HasPermissions.any("x", "y")}))
    assert [call(both, mosaic.mint(roles=roles)).status_code for roles in (["a"], ["a", "b"])] == [403, 200]
    assert [call(either, mosaic.mint(roles=roles)).status_code for roles in (["b"], ["c"])] == [200, 403]
    token = mosaic.mint(ts_permissions=["y"])
    assert call(by_method, token).status_code == 403
    request = APIRequestFactory().post("/", HTTP_AUTHORIZATION=f"Bearer {token}")
    assert by_method.as_view()(request).status_code == 200
    assert call(both).status_code == 401


def test_role_is_neither_permission_nor_scope(mosaic: Sandbox, environment: Environment) -> None:
    assert call(view(HasPermissions("a")), mosaic.mint(roles=["a"], scope="a")).status_code == 403
    assert call(view(HasRoles("a")), mosaic.mint(ts_permissions=["a"], scope="a")).status_code == 403
    assert HasRoles("a") != HasPermissions("a")
    assert HasRoles.any("a", "b") != HasRoles("a", "b")
    assert HasRoles.any("a") == HasRoles("a")
