"""The publish page: pushed by the client API, or pasted into the portal; and the comparison."""

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
from tests.admin.pages import register, said, url
from tests.mosaic import held_at

PLACES = ("Applications", "Service Definition", "Client groups", "Management clients")


def text_of(answer: Any) -> str:
    """A page as it is read: without tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def shown(browser: Browser, client: Client) -> dict[str, Any]:
    """The hidden fields of the publish page."""
    return dict(browser.get(url("publish", client)).context["form"].initial)


def test_what_goes_where_for_a_self_signed_client(root: Browser, client_row: Client) -> None:
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


def test_what_goes_where_for_a_ca_signed_client(root: Browser, ca_client: Client) -> None:
    waiting = staging.stage(ca_client, actor="test")
    assert "no certificate to register" in said(root.get(url("publish", ca_client), follow=True))
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


def test_by_hand_the_rotation_waits_and_goes_on(root: Browser, mosaic: Sandbox, mosaic_client: Client) -> None:
    client = mosaic_client
    answer = root.post(url("rotate", client), follow=True)
    assert "Mosaic does not accept it yet" in said(answer)
    assert "It waits for you, until credential" in said(answer)
    assert "error" not in [message.level_tag for message in answer.context["messages"]]
    page = answer.content.decode()
    assert "<strong>Publish to Mosaic, then prove.</strong>" in page
    assert "Waits for you." in page
    assert f'<a class="mosaic-button" href="{url("publish", client)}">Publish</a>' in page
    given = shown(root, client)
    register(mosaic, client)
    words = said(root.post(url("publish", client), given, follow=True))
    assert "the current material is registered" in words
    assert "Activated credential" in words
    assert Event.objects.get(kind="published").actor == "root"
    assert client.credentials.get().state is CredentialStatus.ACTIVE


def test_what_was_not_shown_cannot_be_confirmed(root: Browser, client_row: Client) -> None:
    first = staging.stage(client_row, actor="test")
    given = shown(root, client_row)
    assert "Open this page again" in root.post(url("publish", client_row)).content.decode()
    client_row.credentials.filter(pk=first.pk).update(status="RETIRED")
    staging.stage(client_row, actor="test")
    answer = root.post(url("publish", client_row), given, follow=True)
    assert "have changed since they were shown" in said(answer)
    assert not Event.objects.filter(kind="published").exists()


def test_pushing(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    credential = staging.stage(rotating, actor="test")
    text = text_of(root.get(url("publish", rotating)))
    assert "with a token of manager" in text
    assert "Push to Mosaic" in text
    assert "By hand instead" in text
    assert "Mosaic holds the current material" in said(root.post(url("publish", rotating), follow=True))
    assert credential.kid in {key["kid"] for key in held_at(mosaic, rotating)["jwks"]["keys"]}


def test_a_client_that_pushes_itself_is_warned(root: Browser, rotating: Client) -> None:
    type(rotating.environment).objects.update(management_client=None)
    assert "would lock it out" in text_of(root.get(url("publish", rotating)))
    assert "with its own token" in text_of(root.get(url("rotate", rotating)))


def test_comparing_lists_every_difference(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    assert "holds what it should hold" in said(root.post(url("compare", rotating), follow=True))
    Client.objects.filter(pk=rotating.pk).update(bound=False)
    credential = staging.stage(rotating, actor="test")
    answer = root.post(url("compare", rotating), follow=True)
    levels = [message.level_tag for message in answer.context["messages"]]
    assert levels == ["success", "warning", "info"]  # that binding is on there and not here is a remark
    assert f"does not hold key {credential.kid}" in said(answer)
    assert "<strong>Mosaic holds something else.</strong>" in answer.content.decode()
    assert Event.objects.get(kind="drift").actor == "root"
    root.post(url("publish", rotating))
    assert "Mosaic holds something else" not in root.get(url("change", rotating)).content.decode()


@pytest.mark.parametrize("slug", ["publish", "compare"])
def test_an_unreachable_mosaic_is_a_message(root: Browser, rotating: Client, slug: str) -> None:
    type(rotating.environment).objects.update(base_url="https://127.0.0.1:9/cis")
    answer = root.post(url(slug, rotating), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


@pytest.mark.parametrize("slug", ["publish", "compare"])
def test_with_nothing_to_hold_nothing_is_asked(root: Browser, client_row: Client, slug: str) -> None:
    assert "Stage a credential first" in said(root.get(url(slug, client_row), follow=True))


def test_somebody_else_may_walk_on(root: Browser, rotating: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*args: Any, **kwargs: Any) -> Any:
        raise rotation_runner.MoveRefused("busy")

    monkeypatch.setattr(rotation_runner, "advance", busy)
    assert said(root.post(url("publish", rotating), follow=True)) == "Mosaic holds the current material of rotating."
