"""Publishing through the client API or manually in the portal, and comparing with Mosaic."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client as Browser

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Event
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.admin.pages import messages_of, register, url
from tests.mosaic import configuration_at_mosaic

PLACES = ("Applications", "Service Definition", "Client groups", "Management clients")


def text_of(answer: Any) -> str:
    """Returns the text of a page without tags, with single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def hidden_fields(browser: Browser, client: Client) -> dict[str, Any]:
    """Returns the hidden fields of the publish page."""
    return dict(browser.get(url("publish", client)).context["form"].initial)


def test_publish_page_shows_portal_values_of_self_signed_client(root: Browser, client_row: Client) -> None:
    credential = staging.stage(client_row, actor="test")
    Client.objects.update(bound=True, fapi=True)
    answer = root.get(url("publish", client_row))
    text = text_of(answer)
    assert all(place in text for place in PLACES)
    assert "Authentication method: mTLS (self-signed)" in text
    assert "Token binding: On" in text
    assert "Enforce FAPI 2.0 compliance: On" in text
    (item,) = answer.context["registration"].material
    assert item.field == "JWKS"
    assert [key["kid"] for key in json.loads(item.text)["keys"]] == [credential.kid]
    assert url("jwks", client_row) in answer.content.decode()
    assert "I have registered it" in text
    assert "Push to Mosaic" not in text


def test_publish_page_shows_portal_values_of_ca_signed_client(root: Browser, ca_client: Client) -> None:
    waiting = staging.stage(ca_client, actor="test")
    assert "no certificate to register" in messages_of(root.get(url("publish", ca_client), follow=True))
    assert "/publish/" not in root.get(url("change", ca_client)).content.decode()
    staging.attach(ca_client, ClientCA().issue(waiting.csr), actor="test")
    answer = root.get(url("publish", ca_client))
    text = text_of(answer)
    assert "Authentication method: mTLS (CA-signed)" in text
    assert "Token binding: Off" in text
    assert "FAPI" not in text
    material = {item.field: item.text for item in answer.context["registration"].material}
    assert material["Subject DN"] == "CN=ledger,O=Example\n"
    assert material["Certificate (PEM)"].count("BEGIN CERTIFICATE") >= 2


def test_manual_rotation_waits_for_confirmation_then_continues(
    root: Browser, mosaic: Sandbox, mosaic_client: Client
) -> None:
    client = mosaic_client
    answer = root.post(url("rotate", client), follow=True)
    assert "Mosaic does not accept the credential yet" in messages_of(answer)
    assert "Needs your action before credential" in messages_of(answer)
    assert "error" not in [message.level_tag for message in answer.context["messages"]]
    page = answer.content.decode()
    assert "<strong>Publish to Mosaic, then prove.</strong>" in page
    assert "Needs your action." in page
    assert f'<a class="mosaic-button" href="{url("publish", client)}">Publish</a>' in page
    form_data = hidden_fields(root, client)
    register(mosaic, client)
    words = messages_of(root.post(url("publish", client), form_data, follow=True))
    assert "the current material is registered" in words
    assert "Activated credential" in words
    assert Event.objects.get(kind="published").actor == "root"
    assert client.credentials.get().state is CredentialStatus.ACTIVE


def test_publish_refuses_confirmation_of_outdated_page(root: Browser, client_row: Client) -> None:
    first = staging.stage(client_row, actor="test")
    form_data = hidden_fields(root, client_row)
    assert "Open this page again" in root.post(url("publish", client_row)).content.decode()
    client_row.credentials.filter(pk=first.pk).update(status="RETIRED")
    staging.stage(client_row, actor="test")
    answer = root.post(url("publish", client_row), form_data, follow=True)
    assert "have changed since they were shown" in messages_of(answer)
    assert not Event.objects.filter(kind="published").exists()


def test_publish_pushes_through_the_client_api(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    credential = staging.stage(rotating, actor="test")
    text = text_of(root.get(url("publish", rotating)))
    assert "with a token of manager" in text
    assert "Push to Mosaic" in text
    assert "Register manually instead" in text
    assert "Mosaic holds the current material" in messages_of(root.post(url("publish", rotating), follow=True))
    assert credential.kid in {key["kid"] for key in configuration_at_mosaic(mosaic, rotating)["jwks"]["keys"]}


def test_publish_with_own_token_warns_about_lockout(root: Browser, rotating: Client) -> None:
    type(rotating.environment).objects.update(management_client=None)
    assert "would lock it out" in text_of(root.get(url("publish", rotating)))
    assert "with its own token" in text_of(root.get(url("rotate", rotating)))


def test_compare_lists_every_difference(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    assert "Compared with Mosaic: no differences." in messages_of(root.post(url("compare", rotating), follow=True))
    Client.objects.filter(pk=rotating.pk).update(bound=False)
    credential = staging.stage(rotating, actor="test")
    answer = root.post(url("compare", rotating), follow=True)
    levels = [message.level_tag for message in answer.context["messages"]]
    assert levels == ["success", "warning", "info"]  # token binding that is on only in Mosaic is a remark
    assert f"does not hold key {credential.kid}" in messages_of(answer)
    assert "<strong>Out of sync with Mosaic.</strong>" in answer.content.decode()
    assert Event.objects.get(kind="drift").actor == "root"
    root.post(url("publish", rotating))
    assert "Out of sync with Mosaic" not in root.get(url("change", rotating)).content.decode()


@pytest.mark.parametrize("slug", ["publish", "compare"])
def test_publish_and_compare_show_a_message_when_mosaic_is_down(root: Browser, rotating: Client, slug: str) -> None:
    type(rotating.environment).objects.update(base_url="https://127.0.0.1:9/cis")
    answer = root.post(url(slug, rotating), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


@pytest.mark.parametrize("slug", ["publish", "compare"])
def test_publish_and_compare_need_a_credential(root: Browser, client_row: Client, slug: str) -> None:
    assert "Stage a credential first" in messages_of(root.get(url(slug, client_row), follow=True))


def test_publish_succeeds_while_another_process_rotates(
    root: Browser, rotating: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> Any:
        raise rotation_runner.MoveRefused("busy")

    monkeypatch.setattr(rotation_runner, "advance", busy)
    assert (
        messages_of(root.post(url("publish", rotating), follow=True))
        == "Mosaic holds the current material of rotating."
    )
