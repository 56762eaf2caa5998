"""Tests the metadata of the protected resource (RFC 9728)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client as Browser
from django.test import override_settings
from django.urls import include, path

from mosaic_clients.models import Environment
from mosaic_clients.rest import MosaicAuthentication
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import issuer_snapshot
from tests.mosaic import add_environment
from tests.rest.views import Hello, challenge_of

pytestmark = pytest.mark.django_db

WELL_KNOWN = "/.well-known/oauth-protected-resource"


class WithMetadata:
    """A URL configuration as a user of the package writes it."""

    urlpatterns = [path("api", Hello.as_view()), path("", include("mosaic_clients.rest.urls"))]


def test_document_has_every_member(mosaic: Sandbox, environment: Environment, settings: Any) -> None:
    add_environment(mosaic, "other", issuers=["https://a.test", mosaic.issuer])
    settings.MOSAIC_CLIENTS = {
        **settings.MOSAIC_CLIENTS,
        "RESOURCE_SCOPES": ("read", "write"),
        "CLIENT_CERTIFICATE": "wsgi",
    }
    answer = Browser().get(WELL_KNOWN)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer.json() == {
        "resource": "http://testserver",
        "authorization_servers": sorted(["https://a.test", mosaic.issuer]),
        "scopes_supported": ["read", "write"],
        "bearer_methods_supported": ["header"],
        "tls_client_certificate_bound_access_tokens": True,
    }


def test_document_omits_empty_members() -> None:
    assert Browser().get(WELL_KNOWN).json() == {
        "resource": "http://testserver",
        "bearer_methods_supported": ["header"],
        "tls_client_certificate_bound_access_tokens": False,
    }


@pytest.mark.parametrize(
    ("identifier", "document"),
    [
        ("https://api.example", f"https://api.example{WELL_KNOWN}"),
        ("https://api.example/", f"https://api.example{WELL_KNOWN}"),
        ("https://api.example:8443/payments", f"https://api.example:8443{WELL_KNOWN}/payments"),
        ("https://api.example/a/b/", f"https://api.example{WELL_KNOWN}/a/b/"),
    ],
)
def test_identifier_determines_document_url(identifier: str, document: str, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "RESOURCE_IDENTIFIER": identifier}
    metadata_url = challenge_of(Browser().get("/api/whoami"))["resource_metadata"]
    assert metadata_url == document
    document_path = document.partition("example")[2].removeprefix(":8443")
    assert Browser().get(document_path).json()["resource"] == identifier
    neighbor = f"{WELL_KNOWN}/a/b" if document_path.endswith("/") else f"{document_path}/b"
    for other_path in (f"{WELL_KNOWN}/other", f"{document_path}x", neighbor):
        assert Browser().get(other_path).status_code == 404


def test_other_path_without_identifier_gets_404() -> None:
    assert Browser().get(f"{WELL_KNOWN}/payments").status_code == 404


def test_host_header_must_be_in_allowed_hosts(environment: Environment, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["api.example"]
    assert Browser().get(WELL_KNOWN, headers={"host": "evil.example"}).status_code == 400
    answer = Browser().get(WELL_KNOWN, headers={"host": "api.example"}, secure=True)
    assert answer.json()["resource"] == "https://api.example"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_document_allows_get_and_head_only(method: str) -> None:
    assert getattr(Browser(), method)(WELL_KNOWN).status_code == 405
    assert Browser().head(WELL_KNOWN).status_code == 200


def test_database_failure_gets_503(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(issuer_snapshot, "current_snapshot", fail)
    answer = Browser().get(WELL_KNOWN)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


@override_settings(ROOT_URLCONF=WithMetadata)
def test_document_is_served_after_include(environment: Environment, settings: Any) -> None:
    assert Browser().get(WELL_KNOWN).status_code == 200


class WithoutMetadata:
    """A URL configuration that does not serve the document."""

    class Guarded(Hello):
        authentication_classes = [MosaicAuthentication]

    urlpatterns = [path("api", Guarded.as_view())]


@override_settings(ROOT_URLCONF=WithoutMetadata)
def test_challenge_omits_url_of_unserved_document(environment: Environment) -> None:
    answer = Browser().get("/api", headers={"authorization": "Bearer nonsense"})
    assert answer.status_code == 401
    assert "resource_metadata" not in answer["WWW-Authenticate"]
