"""The next step and the button put first are the same thing, at each place of the story."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.models import Client
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.admin.pages import register, url


def next_step(browser: Browser, client: Client) -> tuple[str, str]:
    """What the page says comes next, and the label of the button put first (empty for none)."""
    page = browser.get(url("change", client)).content.decode()
    section = page.partition('aria-labelledby="mosaic-next"')[2].partition("</section>")[0]
    what = re.search(r"<p>(?:<strong>)?([^<:]*)", section)
    button = re.search(r'<a class="mosaic-button" [^>]*>([^<]*)<', section)
    assert what is not None
    return what[1].strip(), button[1] if button else ""


def test_the_button_follows_the_story_by_hand(root: Browser, mosaic: Sandbox, mosaic_client: Client) -> None:
    client = mosaic_client
    assert next_step(root, client) == ("Stage a credential.", "Stage a credential")
    root.post(url("stage", client))
    assert next_step(root, client) == ("Publish to Mosaic, then prove.", "Publish")
    register(mosaic, client)
    root.post(url("publish", client), dict(root.get(url("publish", client)).context["form"].initial))
    assert next_step(root, client) == ("Prove.", "Prove")
    root.post(url("prove", client))
    assert next_step(root, client) == ("Activate.", "Activate")
    root.post(url("activate", client))
    assert next_step(root, client) == ("Nothing to do", "")


def test_what_comes_by_itself_later_has_no_button(root: Browser, rotating: Client) -> None:
    rotation_runner.rotate(rotating, actor="test")
    assert next_step(root, rotating) == ("Retire the old credential.", "")
    Client.objects.filter(pk=rotating.pk).update(automatic=True)
    assert next_step(root, rotating) == ("Stage a credential.", "")


def test_with_a_problem_the_doctor_is_first(root: Browser, rotating: Client) -> None:
    Client.objects.filter(pk=rotating.pk).update(problem="Mosaic refuses (HTTP 401, invalid_client).")
    assert next_step(root, rotating) == ("Check the connection.", "Check connection")
    assert "check the connection" in root.get(url("changelist", model="client")).content.decode()


@pytest.mark.parametrize("is_published", [False, True])
def test_a_proof_that_is_refused_is_examined_once_it_was_published(
    root: Browser, client_row: Client, is_published: bool
) -> None:
    credential = staging.stage(client_row, actor="test")
    published = [credential.material] if is_published else []
    Client.objects.update(rotation_problem="Rotation, prove: Mosaic refuses.", published=published)
    assert next_step(root, client_row)[1] == ("Check connection" if is_published else "Publish")


def test_without_any_credential_staging_one_is_the_way_out(root: Browser, client_row: Client) -> None:
    Client.objects.update(problem="There is no active credential.")
    assert next_step(root, client_row) == ("Stage a credential.", "Stage a credential")


def test_what_mosaic_holds_otherwise_is_published(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    Client.objects.filter(pk=rotating.pk).update(drift="Mosaic holds another method.")
    assert next_step(root, rotating) == ("Publish to Mosaic.", "Publish")


def test_a_changed_ca_is_proven_once_it_is_published_by_hand(root: Browser, ca_client: Client) -> None:
    """That the one in use gets its own chain back, should the new one be given up, is not what comes next."""
    for status in ("ACTIVE", "STAGED"):
        waiting = staging.stage(ca_client, actor="test")
        credential = staging.attach(ca_client, ClientCA().issue(waiting.csr), actor="test")
        ca_client.credentials.filter(pk=credential.pk).update(status=status)
    Client.objects.update(
        published=[credential.material], published_at=timezone.now() - timedelta(hours=1), automatic=True
    )
    assert next_step(root, ca_client) == ("Prove.", "Prove")
