"""Requests to Mosaic that change no credential: discovery, connection check, discarding signing keys."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.browser.steps import follow, log_in, look, press
from tests.mosaic import activate, add_client, add_environment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow(25)]


@pytest.fixture
def production(mosaic: Sandbox, transactional_db: None) -> Environment:
    """An environment with an endpoint override that differs from discovery."""
    environment = add_environment(mosaic, "production", endpoint_overrides={"userinfo": "/oidc/me"})
    environment.management_client = add_client(mosaic, environment, "manager")
    activate(mosaic, environment.management_client)
    environment.save()
    return environment


@pytest.fixture
def payments(mosaic: Sandbox, production: Environment) -> Client:
    """An active FAPI 2.0 client."""
    client = add_client(mosaic, production, "payments", fapi=True)
    rotation_runner.rotate(client, actor="operator")
    token_refresh.current(client)
    return client


@pytest.mark.parametrize("window", ["light", "dark"], indirect=True)
def test_discover_check_and_purge_work_by_keyboard_alone(
    window: Any, live_server: Any, payments: Client, production: Environment, request: pytest.FixtureRequest
) -> None:
    theme = request.node.callspec.params["window"]
    signing_key_refresh.refresh(production)
    pages = f"{live_server.url}/admin/mosaic_clients"
    log_in(window, live_server.url)

    window.goto(f"{pages}/environment/{production.pk}/change/")
    assert "Read the discovery document of production" in press(window, "Discover")
    drift = window.locator("section", has=window.get_by_role("heading", name="Differences from discovery"))
    assert "userinfo endpoint" in drift.inner_text()
    look(window, f"environment-discovered-{theme}")

    window.goto(f"{pages}/client/{payments.pk}/change/")
    assert press(window, "Check connection") == "Connection failed: payments."
    report = window.get_by_role("table", name="Connection failed")
    assert "its signature is valid" in report.get_by_role("row", name="Token ok").inner_text()
    assert "Correct what the message names" in report.get_by_role("row", name="FAPI failed").inner_text()
    look(window, f"connection-checked-{theme}")
    follow(window, window.get_by_role("link", name="Back to payments"))
    assert "RS256" in window.locator("section", has=window.get_by_role("heading", name="FAPI 2.0")).inner_text()
    look(window, f"client-checked-{theme}")

    window.goto(f"{pages}/signingkeyset/{production.signing_key_set.pk}/change/")
    look(window, f"signing-keys-{theme}")
    assert "Discarded the signing keys of production" in press(window, "Discard these keys and fetch again")
    assert Event.objects.filter(kind="signing_keys_purged", actor="operator").exists()


def test_button_is_disabled_while_mosaic_is_asked(window: Any, live_server: Any, payments: Client) -> None:
    log_in(window, live_server.url)
    address = f"{live_server.url}/admin/mosaic_clients/client/{payments.pk}/check-connection/"
    window.goto(address)
    requests = []

    def answer_nothing(route: Any, request: Any) -> None:
        """Answers the POST with 204, so that the page stays as it is while Mosaic is asked."""
        if request.method != "POST":
            route.continue_()
            return
        requests.append(request.url)
        route.fulfill(status=204)

    window.route(address, answer_nothing)
    window.get_by_role("button", name="Check connection").click()
    busy = window.get_by_role("button", name="Asking Mosaic…")
    busy.wait_for()
    assert busy.is_disabled()
    busy.evaluate("button => button.click()")
    assert requests == [address]
    follow(window, window.get_by_role("link", name="Cancel"))
    window.go_back()
    assert window.get_by_role("button", name="Check connection").is_enabled()
