"""Tests the security schemes and scopes in the OpenAPI document."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client as Browser
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import extend_schema
from drf_spectacular.validation import validate_schema
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from mosaic_clients.models import Environment
from mosaic_clients.rest import (
    BoundMosaicAuthentication,
    HasRoles,
    HasScopes,
    IsCertificateBound,
    MosaicAuthentication,
    openapi,
)
from tests.rest.views import Hello

pytestmark = pytest.mark.django_db


class Documented(Hello):
    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        return Response()

    @extend_schema(responses=None, request=None)
    def post(self, request: Request) -> Response:
        return Response()


def view(*permissions: Any, authentication: type[MosaicAuthentication] = MosaicAuthentication) -> Any:
    members = {"permission_classes": list(permissions), "authentication_classes": [authentication]}
    return type("View", (Documented,), members).as_view()


VIEWS = {
    "all": view(HasScopes("read", "write")),
    "any": view(HasScopes.any("read", "admin")),
    "both": view(IsAuthenticated & HasScopes("read"), HasScopes("audit")),
    "either": view(HasScopes("read") | (HasScopes("write") & HasScopes("audit"))),
    "not": view(~HasScopes("read")),
    "staff": view(HasScopes("read") | IsAdminUser),
    "role": view(HasRoles("Admin")),
    "open": view(AllowAny),
    "method": view(HasScopes(per_method={"GET": "read"})),
    "bound": view(HasScopes("read"), authentication=BoundMosaicAuthentication),
    "bound by permission": view(IsCertificateBound),
}


def document(monkeypatch: pytest.MonkeyPatch, version: str = "3.1.1") -> Any:
    monkeypatch.setattr(spectacular_settings, "OAS_VERSION", version)
    patterns = [path(name.replace(" ", "-"), view_function) for name, view_function in VIEWS.items()]
    schema = SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    validate_schema(schema)
    return schema


def security(schema: Any, name: str, method: str = "get") -> Any:
    return schema["paths"][f"/{name.replace(' ', '-')}"][method]["security"]


def test_each_operation_lists_its_scopes(
    monkeypatch: pytest.MonkeyPatch, environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = document(monkeypatch)
    bearer = "mosaicBearer"
    assert security(schema, "all") == [{bearer: ["read", "write"]}]
    assert security(schema, "any") == [{bearer: ["read"]}, {bearer: ["admin"]}]
    assert security(schema, "both") == [{bearer: ["read", "audit"]}]
    assert security(schema, "either") == [{bearer: ["read"]}, {bearer: ["write", "audit"]}]
    assert security(schema, "not") == security(schema, "role") == [{bearer: []}]
    assert security(schema, "staff") == [{bearer: ["read"]}, {bearer: []}]
    assert security(schema, "open") == [{bearer: []}, {}]
    assert security(schema, "method") == [{bearer: ["read"]}]
    assert security(schema, "bound") == [{bearer: ["read"], "mosaicCertificate": []}]
    assert security(schema, "bound by permission") == [{bearer: [], "mosaicCertificate": []}]
    assert "identical names" not in capsys.readouterr().err


def test_scheme_lists_token_endpoint_and_every_scope(
    monkeypatch: pytest.MonkeyPatch, environment: Environment, settings: Any
) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "RESOURCE_SCOPES": ("public", "read")}
    schemes = document(monkeypatch)["components"]["securitySchemes"]
    assert schemes["mosaicCertificate"]["type"] == "mutualTLS"
    flow = schemes["mosaicBearer"]["flows"]["clientCredentials"]
    assert (schemes["mosaicBearer"]["type"], flow["tokenUrl"]) == ("oauth2", environment.endpoints.token)
    assert set(flow["scopes"]) == {"public", "read", "write", "admin", "audit"}


def test_openapi_3_0_document_has_no_mutual_tls(monkeypatch: pytest.MonkeyPatch, environment: Environment) -> None:
    schema = document(monkeypatch, "3.0.3")
    assert set(schema["components"]["securitySchemes"]) == {"mosaicBearer"}
    assert "client certificate" in schema["components"]["securitySchemes"]["mosaicBearer"]["description"]
    assert security(schema, "bound") == [{"mosaicBearer": ["read"]}]


@pytest.mark.parametrize("failing", [False, True])
def test_scheme_without_environment_is_plain_bearer(
    failing: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise DatabaseError("gone")

    if failing:
        monkeypatch.setattr(openapi, "current_snapshot", fail)
    schema = document(monkeypatch)
    assert schema["components"]["securitySchemes"]["mosaicBearer"]["scheme"] == "bearer"
    assert security(schema, "all") == [{"mosaicBearer": []}]
    assert ("names no token endpoint: DatabaseError" in caplog.text) == failing


def test_reference_deployment_serves_document(environment: Environment) -> None:
    answer = Browser().get("/api/schema/", {"format": "json"})
    assert answer.status_code == 200
    schema = answer.json()
    operation = schema["paths"]["/api/whoami"]["get"]
    assert operation["security"] == [{"mosaicBearer": []}]
    reference = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert set(schema["components"]["schemas"][reference]["properties"]) == {"subject", "client_id", "scopes", "bound"}
    assert "/api/schema/" not in schema["paths"]
