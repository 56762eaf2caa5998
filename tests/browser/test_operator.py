"""An operator in a real browser: the lifecycle of a client by mouse, and one action by keyboard alone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.environments import registry as environment_registry
from tests.admin.pages import put_configuration
from tests.browser.steps import confirm, follow, follow_by_keyboard, log_in, picture, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.slow(25)]


def add_environment(window: Any, site: str, mosaic: Sandbox) -> None:
    window.goto(f"{site}/admin/mosaic_clients/environment/add/")
    window.get_by_label("Name:").fill("local")
    window.get_by_label("Region:").select_option("eu")  # fills in the fields; the custom choice clears them again
    assert window.get_by_label("Base URL:").input_value() == "https://api.eu.transmitsecurity.io/cis"
    assert window.get_by_label("Issuers:").input_value() == "https://eu.userid.security"
    picture(window, "environment-add")
    window.get_by_label("Region:").select_option("")
    assert window.get_by_label("Issuers:").input_value() == ""
    window.get_by_label("Base URL:").fill(mosaic.base_url)
    window.get_by_label("Issuers:").fill(mosaic.issuer)
    window.get_by_label("Trusted CA:").fill(mosaic.trusted_ca)
    window.get_by_label("Allow private addresses").check()
    follow(window, window.get_by_role("button", name="Save", exact=True))


def add_client(window: Any, site: str) -> None:
    window.goto(f"{site}/admin/mosaic_clients/client/add/")
    window.get_by_label("Name:").fill("payments")
    window.locator("#id_environment").select_option(label="local")
    window.get_by_label("Client ID:").fill("payments-1")
    window.locator("#id_auth_method").select_option("self_signed_tls_client_auth")
    window.get_by_label("Token binding is on").check()
    follow(window, window.get_by_role("button", name="Save", exact=True))


@pytest.mark.parametrize("window", ["light", "dark"], indirect=True)
def test_client_lifecycle_by_mouse(
    window: Any, live_server: Any, mosaic: Sandbox, request: pytest.FixtureRequest
) -> None:
    theme = request.node.callspec.params["window"]
    mosaic.add_client("payments-1", AuthMethod.SELF_SIGNED)
    log_in(window, live_server.url)
    add_environment(window, live_server.url, mosaic)
    add_client(window, live_server.url)
    picture(window, f"client-new-{theme}")

    assert "Staged credential" in confirm(window, "Stage a credential")
    key_set = window.get_by_role("textbox", name="Client key set (JWKS)").input_value()
    put_configuration(
        mosaic,
        "payments-1",
        {"method": "self_signed_tls_client_auth", "isMtlsCertTokenBound": True, "jwks": json.loads(key_set)},
    )
    window.get_by_role("button", name="Copy").click()
    window.get_by_role("button", name="Copied").wait_for()
    with window.expect_download() as download:
        window.get_by_role("link", name="Download Client key set (JWKS)").click()
    assert download.value.suggested_filename == "payments-jwks.json"
    assert download.value.path().read_text() == key_set
    picture(window, f"client-staged-{theme}")

    assert "it is proven" in confirm(window, "Prove")
    follow(window, window.get_by_role("link", name="Activate", exact=True))
    picture(window, f"activate-{theme}")
    window.go_back()
    assert "Activated credential" in confirm(window, "Activate")
    assert re.search(r"expires in 59 minutes", confirm(window, "Refresh token now"))
    window.locator("section", has=window.get_by_role("heading", name="Access tokens")).get_by_text(
        "valid", exact=True
    ).wait_for()
    picture(window, f"client-active-{theme}")
    client = Client.objects.get()
    assert client.credentials.get().state is CredentialStatus.ACTIVE

    window.set_viewport_size({"width": 400, "height": 900})
    assert window.evaluate("document.documentElement.scrollWidth") <= 400
    window.set_viewport_size({"width": 1280, "height": 900})

    follow(window, window.get_by_role("link", name=re.compile("^Revoke ")))
    picture(window, f"revoke-{theme}")
    window.goto(f"{live_server.url}/admin/mosaic_clients/client/{client.pk}/import/")
    picture(window, f"import-{theme}")
    for page in ("client", "credential", "accesstoken", "event", "environment", "signingkeyset"):
        window.goto(f"{live_server.url}/admin/mosaic_clients/{page}/")
        picture(window, f"list-{page}-{theme}")


def test_stage_works_by_keyboard_alone(window: Any, live_server: Any, mosaic: Sandbox) -> None:
    environment = environment_registry.add(
        "local", actor="test", base_url=mosaic.base_url, issuers=[mosaic.issuer], trusted_ca=mosaic.trusted_ca
    )
    client = client_registry.add(
        "payments", environment, actor="test", client_id="p", auth_method=AuthMethod.SELF_SIGNED.value
    )
    log_in(window, live_server.url)
    window.goto(f"{live_server.url}/admin/mosaic_clients/client/{client.pk}/change/")
    tab_to(window, "Stage a credential")
    follow_by_keyboard(window)
    assert window.url.endswith("/stage/")
    tab_to(window, "Stage a credential")
    assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    follow_by_keyboard(window)
    assert window.url.endswith("/change/")
    assert client.credentials.staged().exists()
