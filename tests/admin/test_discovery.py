"""The page of an environment tells where its endpoints come from; the page of a client examines its connection."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.environments import discovery
from tests.admin.pages import said, url

pytestmark = pytest.mark.django_db


def posted(environment: Environment, **values: object) -> dict[str, object]:
    lines = {name: "\n".join(getattr(environment, name)) for name in ("issuers", "audiences")}
    known = {
        name: getattr(environment, name) for name in ("name", "base_url", "algorithms", "token_types", "trusted_ca")
    }
    return {**known, **lines, "allow_private": "on", "endpoint_overrides": "", **values}


def test_the_page_tells_each_endpoint_with_its_source_and_what_differs(
    root: Browser, mosaic_environment: Environment
) -> None:
    page = root.get(url("change", mosaic_environment)).content.decode()
    assert "never read" in page
    assert page.count('mosaic-badge-quiet">default<') == 12
    Environment.objects.update(
        use_discovery=True,
        discovered={"issuer": "https://other.test", "token_endpoint": "https://mtls.test/token"},
        discovered_at="2026-06-01T12:00:00Z",
        discovery_problem="it failed since",
        endpoint_overrides={"userinfo": "/oidc/me"},
    )
    page = root.get(url("change", mosaic_environment)).content.decode()
    assert "https://mtls.test/token" in page
    assert (page.count(">discovered<"), page.count(">overridden<")) == (1, 1)
    assert "https://other.test" in page
    assert "it failed since" in page


def test_discover_reads_stores_and_tells(root: Browser, mosaic: Sandbox, mosaic_environment: Environment) -> None:
    asked = root.get(url("discover", mosaic_environment)).content.decode()
    assert "No endpoint changes" in asked
    Environment.objects.update(issuers=["https://another.test"])
    answer = root.post(url("discover", mosaic_environment), follow=True)
    assert "Read the discovery document of sandbox" in said(answer)
    assert f"issuer: stored https://another.test, discovered {mosaic.issuer}" in said(answer)
    assert Environment.objects.get().discovered["issuer"] == mosaic.issuer
    assert LogEntry.objects.count() == 1
    assert Event.objects.filter(kind="discovered", actor="root").count() == 1


def test_a_discovery_that_fails_is_a_message(root: Browser, environment: Environment) -> None:
    answer = root.post(url("discover", environment), follow=True)
    assert "cannot be reached" in said(answer)
    assert "The last discovery failed" in answer.content.decode()


def test_overrides_are_lines_of_name_and_address(root: Browser, mosaic_environment: Environment) -> None:
    lines = " token = /oidc/token \r\nuserinfo=https://mtls.test/me"
    answer = root.post(url("change", mosaic_environment), posted(mosaic_environment, endpoint_overrides=lines))
    assert answer.status_code == 302
    row = Environment.objects.get()
    assert row.endpoint_overrides == {"token": "/oidc/token", "userinfo": "https://mtls.test/me"}
    assert Event.objects.get(kind="environment_changed").detail == "endpoint_overrides"
    page = root.get(url("change", row)).content.decode()
    assert "token=/oidc/token\nuserinfo=https://mtls.test/me" in page
    same = posted(row, endpoint_overrides="token=/oidc/token\r\nuserinfo=https://mtls.test/me")
    root.post(url("change", row), same)
    assert Event.objects.filter(kind="environment_changed").count() == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("token", "name=address"),
        ("token=/a\ntoken=/b", "each endpoint once"),
        ("tokens=/a", "no endpoint we know"),
        ("token=http://plain.test", "absolute https URL"),
        ("token=//evil.test", "absolute path"),
    ],
)
def test_an_override_that_cannot_be_is_said_beside_the_form(
    root: Browser, mosaic_environment: Environment, lines: str, words: str
) -> None:
    answer = root.post(url("change", mosaic_environment), posted(mosaic_environment, endpoint_overrides=lines))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Environment.objects.get().endpoint_overrides == {}


def test_discovery_is_switched_by_the_form(root: Browser, mosaic_environment: Environment) -> None:
    discovery.discover(mosaic_environment, actor="test")
    root.post(url("change", mosaic_environment), posted(mosaic_environment, use_discovery="on"))
    row = Environment.objects.get()
    assert (row.use_discovery, bool(row.discovered)) == (True, True)


def test_a_viewer_sees_the_endpoints(viewer: Browser, mosaic_environment: Environment) -> None:
    assert mosaic_environment.endpoints.token in viewer.get(url("change", mosaic_environment)).content.decode()


def steps(answer: Any) -> dict[str, Any]:
    """The lines of the page with what was found, by their names."""
    return {line.name: line for line in answer.context["found"].lines}


def test_check_connection_tells_every_step(root: Browser, rotating: Client) -> None:
    address = url("check-connection", rotating)
    assert root.get(address).context["found"] is None
    answer = root.post(address, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert said(answer) == "The connection of rotating is well."
    found = steps(answer)
    assert "its signature is valid" in found["Token"].seen
    assert "mosaic-badge-success" in found["Token"].state
    assert "mosaic-badge-quiet" in found["FAPI"].state  # skipped is neither good nor bad
    assert Event.objects.get(kind="diagnosed").actor == "root"


def test_check_connection_of_a_client_that_cannot(root: Browser, client_row: Client) -> None:
    answer = root.post(url("check-connection", client_row), follow=True)
    assert said(answer) == "The connection of payments is not well."
    found = steps(answer)
    assert "127.0.0.1:9 refuses the connection" in found["TCP"].seen
    assert "firewalls in between" in found["TCP"].remedy
    assert found["OAuth"].seen == "needs TCP"
    assert "not reached" in found["OAuth"].state
    assert LogEntry.objects.get().get_change_message() == "Check connection"


def test_what_was_found_stays_for_the_session_and_its_client(
    root: Browser, operator: Any, client_row: Client, ca_client: Client
) -> None:
    root.post(url("check-connection", client_row))
    root.get(url("change", client_row))
    assert steps(root.get(url("check-connection", client_row)))
    assert root.get(url("check-connection", ca_client)).context["found"] is None
    other = operator("other", superuser=True)
    assert other.get(url("check-connection", client_row)).context["found"] is None


def test_only_a_fapi_client_shows_its_rules(root: Browser, client_row: Client) -> None:
    assert "FAPI 2.0</h2>" not in root.get(url("change", client_row)).content.decode()
    Client.objects.update(fapi=True, bound=True)
    page = root.get(url("change", client_row)).content.decode()
    assert "FAPI 2.0</h2>" in page
    assert "the environment accepts RS256" in page
