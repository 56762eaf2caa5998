"""Rotation in a real browser: through the client API, and manually."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.admin.pages import put_configuration
from tests.browser.steps import confirm, follow, log_in, picture
from tests.mosaic import activate, add_client, add_environment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow(35)]


@pytest.fixture
def payments(mosaic: Sandbox, transactional_db: None) -> Client:
    """An active client with a valid token. A management client publishes for it."""
    environment = add_environment(mosaic, "production")
    environment.management_client = add_client(mosaic, environment, "manager")
    activate(mosaic, environment.management_client)
    environment.save()
    client = add_client(mosaic, environment, "payments")
    rotation_runner.rotate(client, actor="operator")
    token_refresh.current(client)
    return client


@pytest.mark.parametrize("window", ["light", "dark"], indirect=True)
def test_rotate_compare_roll_back_and_revoke(
    window: Any, live_server: Any, payments: Client, request: pytest.FixtureRequest
) -> None:
    theme = request.node.callspec.params["window"]
    old = payments.credentials.get()
    log_in(window, live_server.url)
    page = f"{live_server.url}/admin/mosaic_clients/client/{payments.pk}/change/"
    window.goto(page)
    follow(window, window.get_by_role("link", name="Rotate", exact=True))
    picture(window, f"rotate-{theme}")
    follow(window, window.get_by_role("button", name="Rotate", exact=True))
    text = window.locator(".messagelist").inner_text()
    assert re.search(r"Staged.*Published.*Proven.*Activated.*automatically in 1 hour", text, re.DOTALL)
    assert payments.credentials.active().get() != old
    picture(window, f"client-rotated-{theme}")
    window.goto(page)
    picture(window, f"client-summary-{theme}", full_page=False)
    assert window.get_by_text("Retire the old credential.").is_visible()

    assert "no differences" in confirm(window, "Compare with Mosaic")
    follow(window, window.get_by_role("link", name="Publish", exact=True))
    window.get_by_text("Register manually instead").click()
    picture(window, f"publish-api-{theme}")
    window.go_back()
    assert f"credential {old.kid} is in use again" in confirm(window, "Roll back")

    follow(window, window.get_by_role("link", name=f"Revoke {old.kid}"))
    window.get_by_role("heading", name="Impact").wait_for()
    picture(window, f"revoke-impact-{theme}")
    follow(window, window.get_by_role("button", name="Revoke", exact=True))
    assert "Activated credential" in window.locator(".messagelist").inner_text()
    picture(window, f"client-revoked-{theme}")
    old.refresh_from_db()
    assert old.state is CredentialStatus.REVOKED


@pytest.mark.parametrize("window", ["light", "dark"], indirect=True)
def test_manual_registration_and_policy_change(
    window: Any, live_server: Any, mosaic: Sandbox, payments: Client, request: pytest.FixtureRequest
) -> None:
    theme = request.node.callspec.params["window"]
    Client.objects.filter(pk=payments.pk).update(publication="manual")
    log_in(window, live_server.url)
    window.goto(f"{live_server.url}/admin/mosaic_clients/client/{payments.pk}/change/")
    assert "Staged a new credential" in confirm(window, "Rotate")
    picture(window, f"client-waits-{theme}")
    follow(window, window.get_by_role("link", name="Publish", exact=True))
    picture(window, f"publish-hand-{theme}")
    key_set = json.loads(window.get_by_role("textbox", name="JWKS").input_value())
    assert len(key_set["keys"]) == 2
    put_configuration(
        mosaic,
        payments.client_id,
        {"method": "self_signed_tls_client_auth", "isMtlsCertTokenBound": True, "jwks": key_set},
    )
    window.set_viewport_size({"width": 400, "height": 900})
    assert window.evaluate("document.documentElement.scrollWidth") <= 400
    window.set_viewport_size({"width": 1280, "height": 900})
    follow(window, window.get_by_role("button", name="I have registered it"))
    assert "Activated credential" in window.locator(".messagelist").inner_text()

    window.get_by_text("Rotation", exact=True).last.click()
    window.get_by_label("Certificate lifetime").fill("36")
    window.locator("#id_lifetime_1").select_option("hours")
    picture(window, f"policy-{theme}")
    follow(window, window.get_by_role("button", name="Save", exact=True))
    assert Client.objects.get(pk=payments.pk).lifetime.total_seconds() == 36 * 3600  # type: ignore[union-attr]
    picture(window, f"list-client-rotation-{theme}")
    window.goto(f"{live_server.url}/admin/mosaic_clients/certificateauthority/add/")
    picture(window, f"authority-add-{theme}")
