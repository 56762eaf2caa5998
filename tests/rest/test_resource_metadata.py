"""The protected resource tells its clients where tokens come from (RFC 9728)."""

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
from tests.rest.test_challenges import challenge_of
from tests.rest.views import Hello

pytestmark = pytest.mark.django_db

WELL_KNOWN = "/.well-known/oauth-protected-resource"


class Mounted:
    """A URL configuration as a user of the package writes it."""

    urlpatterns = [path("api", Hello.as_view()), path("", include("mosaic_clients.rest.urls"))]


def test_the_document(mosaic: Sandbox, environment: Environment, settings: Any) -> None:
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


def test_what_there_is_none_of_is_left_out() -> None:
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
def test_the_identifier_decides_where_it_is(identifier: str, document: str, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "RESOURCE_IDENTIFIER": identifier}
    pointed_at = challenge_of(Browser().get("/api/whoami"))["resource_metadata"]
    assert pointed_at == document
    where = document.partition("example")[2].removeprefix(":8443")
    assert Browser().get(where).json()["resource"] == identifier
    for elsewhere in (f"{WELL_KNOWN}/other", f"{where}x", f"{WELL_KNOWN}/a/b" if where.endswith("/") else f"{where}/b"):
        assert Browser().get(elsewhere).status_code == 404


def test_without_an_identifier_only_the_origin_is_a_resource() -> None:
    assert Browser().get(f"{WELL_KNOWN}/payments").status_code == 404


def test_the_host_header_is_believed_only_where_django_does(environment: Environment, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["api.example"]
    assert Browser().get(WELL_KNOWN, headers={"host": "evil.example"}).status_code == 400
    answer = Browser().get(WELL_KNOWN, headers={"host": "api.example"}, secure=True)
    assert answer.json()["resource"] == "https://api.example"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_is_only_read(method: str) -> None:
    assert getattr(Browser(), method)(WELL_KNOWN).status_code == 405
    assert Browser().head(WELL_KNOWN).status_code == 200


def test_a_database_that_fails_is_our_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(issuer_snapshot, "current_snapshot", fail)
    answer = Browser().get(WELL_KNOWN)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


@override_settings(ROOT_URLCONF=Mounted)
def test_it_is_mounted_in_one_line(environment: Environment, settings: Any) -> None:
    assert Browser().get(WELL_KNOWN).status_code == 200


class Unmounted:
    """One that does not serve the document."""

    class Guarded(Hello):
        authentication_classes = [MosaicAuthentication]

    urlpatterns = [path("api", Guarded.as_view())]


@override_settings(ROOT_URLCONF=Unmounted)
def test_a_document_that_is_not_served_is_not_pointed_at(environment: Environment) -> None:
    answer = Browser().get("/api", headers={"authorization": "Bearer nonsense"})
    assert answer.status_code == 401
    assert "resource_metadata" not in answer["WWW-Authenticate"]
