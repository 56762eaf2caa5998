"""The endpoints on the page of an environment, and the connection check of a client."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.environments import discovery
from tests.admin.pages import messages_of, url

pytestmark = pytest.mark.django_db


def environment_form(environment: Environment, **values: object) -> dict[str, object]:
    lines = {name: "\n".join(getattr(environment, name)) for name in ("issuers", "audiences")}
    fields = {
        name: getattr(environment, name) for name in ("name", "base_url", "algorithms", "token_types", "trusted_ca")
    }
    return {**fields, **lines, "allow_private": "on", "endpoint_overrides": "", **values}


def test_environment_page_shows_endpoint_origins_and_differences(
    root: Browser, mosaic_environment: Environment
) -> None:
    page = root.get(url("change", mosaic_environment)).content.decode()
    assert "never read" in page
    assert page.count('mosaic-badge-quiet">default<') == 12
    Environment.objects.update(
        use_discovery=True,
        discovered={"issuer": "https://other.test", "token_endpoint": "https://mtls.test/token"},
        discovered_at="2026-06-01T12:00:00Z",
        discovery_problem="the last fetch failed",
        endpoint_overrides={"userinfo": "/oidc/me"},
    )
    page = root.get(url("change", mosaic_environment)).content.decode()
    assert "https://mtls.test/token" in page
    assert (page.count(">discovered<"), page.count(">overridden<")) == (1, 1)
    assert "https://other.test" in page
    assert "the last fetch failed" in page


def test_discover_stores_the_document_and_reports_differences(
    root: Browser, mosaic: Sandbox, mosaic_environment: Environment
) -> None:
    confirmation_page = root.get(url("discover", mosaic_environment)).content.decode()
    assert "No endpoint changes" in confirmation_page
    Environment.objects.update(issuers=["https://another.test"])
    answer = root.post(url("discover", mosaic_environment), follow=True)
    assert "Read the discovery document of sandbox" in messages_of(answer)
    assert f"issuer: stored https://another.test, discovered {mosaic.issuer}" in messages_of(answer)
    assert Environment.objects.get().discovered["issuer"] == mosaic.issuer
    assert LogEntry.objects.count() == 1
    assert Event.objects.filter(kind="discovered", actor="root").count() == 1


def test_failed_discovery_shows_a_message(root: Browser, environment: Environment) -> None:
    answer = root.post(url("discover", environment), follow=True)
    assert "cannot be reached" in messages_of(answer)
    assert "The last discovery failed" in answer.content.decode()


def test_endpoint_overrides_are_stored_from_lines(root: Browser, mosaic_environment: Environment) -> None:
    lines = " token = /oidc/token \r\nuserinfo=https://mtls.test/me"
    answer = root.post(
        url("change", mosaic_environment), environment_form(mosaic_environment, endpoint_overrides=lines)
    )
    assert answer.status_code == 302
    row = Environment.objects.get()
    assert row.endpoint_overrides == {"token": "/oidc/token", "userinfo": "https://mtls.test/me"}
    assert Event.objects.get(kind="environment_changed").detail == "endpoint_overrides"
    page = root.get(url("change", row)).content.decode()
    assert "token=/oidc/token\nuserinfo=https://mtls.test/me" in page
    same = environment_form(row, endpoint_overrides="token=/oidc/token\r\nuserinfo=https://mtls.test/me")
    root.post(url("change", row), same)
    assert Event.objects.filter(kind="environment_changed").count() == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("token", "name=address"),
        ("token=/a\ntoken=/b", "each endpoint once"),
        ("tokens=/a", "not an endpoint"),
        ("token=http://plain.test", "absolute https URL"),
        ("token=//evil.test", "absolute path"),
    ],
)
def test_invalid_endpoint_override_is_a_form_error(
    root: Browser, mosaic_environment: Environment, lines: str, words: str
) -> None:
    answer = root.post(
        url("change", mosaic_environment), environment_form(mosaic_environment, endpoint_overrides=lines)
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Environment.objects.get().endpoint_overrides == {}


def test_form_turns_discovery_on(root: Browser, mosaic_environment: Environment) -> None:
    discovery.discover(mosaic_environment, actor="test")
    root.post(url("change", mosaic_environment), environment_form(mosaic_environment, use_discovery="on"))
    row = Environment.objects.get()
    assert (row.use_discovery, bool(row.discovered)) == (True, True)


def test_viewer_sees_the_endpoints(viewer: Browser, mosaic_environment: Environment) -> None:
    assert mosaic_environment.endpoints.token in viewer.get(url("change", mosaic_environment)).content.decode()


def steps(answer: Any) -> dict[str, Any]:
    """Returns the steps of the connection report by name."""
    return {line.name: line for line in answer.context["report"].lines}


def test_check_connection_shows_every_step(root: Browser, rotating: Client) -> None:
    address = url("check-connection", rotating)
    assert root.get(address).context["report"] is None
    answer = root.post(address, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert messages_of(answer) == "Connection OK: rotating."
    lines = steps(answer)
    assert "its signature is valid" in lines["Token"].observation
    assert "mosaic-badge-success" in lines["Token"].state
    assert "mosaic-badge-quiet" in lines["FAPI"].state  # skipped is neither success nor failure
    assert Event.objects.get(kind="diagnosed").actor == "root"


def test_check_connection_shows_the_failed_step_and_its_remedy(root: Browser, client_row: Client) -> None:
    answer = root.post(url("check-connection", client_row), follow=True)
    assert messages_of(answer) == "Connection failed: payments."
    lines = steps(answer)
    assert "127.0.0.1:9 refuses the connection" in lines["TCP"].observation
    assert "firewalls in between" in lines["TCP"].remedy
    assert lines["OAuth"].observation == "needs TCP"
    assert "not reached" in lines["OAuth"].state
    assert LogEntry.objects.get().get_change_message() == "Check connection"


def test_connection_report_is_kept_per_session_and_client(
    root: Browser, operator: Any, client_row: Client, ca_client: Client
) -> None:
    root.post(url("check-connection", client_row))
    root.get(url("change", client_row))
    assert steps(root.get(url("check-connection", client_row)))
    assert root.get(url("check-connection", ca_client)).context["report"] is None
    other = operator("other", superuser=True)
    assert other.get(url("check-connection", client_row)).context["report"] is None


def test_fapi_rules_are_shown_only_for_a_fapi_client(root: Browser, client_row: Client) -> None:
    assert "FAPI 2.0</h2>" not in root.get(url("change", client_row)).content.decode()
    Client.objects.update(fapi=True, bound=True)
    page = root.get(url("change", client_row)).content.decode()
    assert "FAPI 2.0</h2>" in page
    assert "the environment accepts RS256" in page
