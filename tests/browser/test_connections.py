"""What reaches Mosaic without changing a credential: discovery, the doctor, forgetting signing keys."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.browser.story import log_in, look, press
from tests.mosaic import activate, add_client, add_environment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def production(mosaic: Sandbox, transactional_db: None) -> Environment:
    """As its operator wrote it down: with an endpoint where Mosaic does not say it is."""
    environment = add_environment(mosaic, "production", endpoint_overrides={"userinfo": "/oidc/me"})
    environment.management_client = add_client(mosaic, environment, "manager")
    activate(mosaic, environment.management_client)
    environment.save()
    return environment


@pytest.fixture
def payments(mosaic: Sandbox, production: Environment) -> Client:
    """In use, and registered as FAPI 2.0."""
    client = add_client(mosaic, production, "payments", fapi=True)
    rotation_runner.rotate(client, actor="operator")
    token_refresh.current(client)
    return client


@pytest.mark.parametrize("window", ["light", "dark"], indirect=True)
def test_discovering_checking_and_forgetting_by_keyboard_alone(
    window: Any, live_server: Any, payments: Client, production: Environment, request: pytest.FixtureRequest
) -> None:
    theme = request.node.callspec.params["window"]
    signing_key_refresh.refresh(production)
    pages = f"{live_server.url}/admin/mosaic_clients"
    log_in(window, live_server.url)

    window.goto(f"{pages}/environment/{production.pk}/change/")
    assert "Read the discovery document of production" in press(window, "Discover")
    drift = window.locator("section", has=window.get_by_role("heading", name="What Mosaic says otherwise"))
    assert "userinfo endpoint" in drift.inner_text()
    look(window, f"environment-discovered-{theme}")

    window.goto(f"{pages}/client/{payments.pk}/change/")
    told = press(window, "Check connection")
    assert told == "The connection of payments is not well."
    found = window.get_by_role("table", name="The connection is not well")
    assert "its signature is valid" in found.get_by_role("row", name="Token ok").inner_text()
    assert "Correct what the message names" in found.get_by_role("row", name="FAPI failed").inner_text()
    look(window, f"connection-checked-{theme}")
    window.get_by_role("link", name="Back to payments").click()
    assert "RS256" in window.locator("section", has=window.get_by_role("heading", name="FAPI 2.0")).inner_text()
    look(window, f"client-checked-{theme}")

    window.goto(f"{pages}/signingkeyset/{production.signing_key_set.pk}/change/")
    look(window, f"signing-keys-{theme}")
    assert "Forgot the signing keys of production" in press(window, "Forget these keys and fetch anew")
    assert Event.objects.filter(kind="signing_keys_purged", actor="operator").exists()


def test_while_mosaic_is_asked_the_button_says_so_and_cannot_be_pressed_twice(
    window: Any, live_server: Any, payments: Client
) -> None:
    log_in(window, live_server.url)
    address = f"{live_server.url}/admin/mosaic_clients/client/{payments.pk}/check-connection/"
    window.goto(address)
    asked = []

    def answer_nothing(route: Any, request: Any) -> None:
        """The page stays, as it does until the answer is there."""
        if request.method != "POST":
            route.continue_()
            return
        asked.append(request.url)
        route.fulfill(status=204)

    window.route(address, answer_nothing)
    window.get_by_role("button", name="Check connection").click()
    busy = window.get_by_role("button", name="Asking Mosaic…")
    busy.wait_for()
    assert busy.is_disabled()
    busy.evaluate("button => button.click()")
    assert asked == [address]
    window.get_by_role("link", name="Cancel").click()
    window.go_back()
    assert window.get_by_role("button", name="Check connection").is_enabled()
