"""The first button matches the next step in every state of a client."""

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
    """Returns the next step on the page, and the label of the first button (empty for none)."""
    page = browser.get(url("change", client)).content.decode()
    section = page.partition('aria-labelledby="mosaic-next"')[2].partition("</section>")[0]
    step = re.search(r"<p>(?:<strong>)?([^<:]*)", section)
    button = re.search(r'<a class="mosaic-button" [^>]*>([^<]*)<', section)
    assert step is not None
    return step[1].strip(), button[1] if button else ""


def test_first_button_is_the_next_step_of_a_manual_client(
    root: Browser, mosaic: Sandbox, mosaic_client: Client
) -> None:
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


def test_scheduled_step_has_no_button(root: Browser, rotating: Client) -> None:
    rotation_runner.rotate(rotating, actor="test")
    assert next_step(root, rotating) == ("Retire the old credential.", "")
    Client.objects.filter(pk=rotating.pk).update(automatic=True)
    assert next_step(root, rotating) == ("Stage a credential.", "")


def test_connection_check_is_the_first_button_with_a_problem(root: Browser, rotating: Client) -> None:
    Client.objects.filter(pk=rotating.pk).update(problem="Mosaic refuses (HTTP 401, invalid_client).")
    assert next_step(root, rotating) == ("Check the connection.", "Check connection")
    assert "check the connection" in root.get(url("changelist", model="client")).content.decode()


@pytest.mark.parametrize("is_published", [False, True])
def test_refused_proof_leads_to_connection_check_after_publication(
    root: Browser, client_row: Client, is_published: bool
) -> None:
    credential = staging.stage(client_row, actor="test")
    published = [credential.material] if is_published else []
    Client.objects.update(rotation_problem="Rotation, prove: Mosaic refuses.", published=published)
    assert next_step(root, client_row)[1] == ("Check connection" if is_published else "Publish")


def test_client_without_credential_leads_to_staging(root: Browser, client_row: Client) -> None:
    Client.objects.update(problem="There is no active credential.")
    assert next_step(root, client_row) == ("Stage a credential.", "Stage a credential")


def test_drift_leads_to_publish(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    Client.objects.filter(pk=rotating.pk).update(drift="Mosaic holds another method.")
    assert next_step(root, rotating) == ("Publish to Mosaic.", "Publish")


def test_new_ca_chain_leads_to_prove_after_manual_publication(root: Browser, ca_client: Client) -> None:
    """The next step is not to restore the chain of the active credential in case the new one is discarded."""
    for status in ("ACTIVE", "STAGED"):
        waiting = staging.stage(ca_client, actor="test")
        credential = staging.attach(ca_client, ClientCA().issue(waiting.csr), actor="test")
        ca_client.credentials.filter(pk=credential.pk).update(status=status)
    Client.objects.update(
        published=[credential.material], published_at=timezone.now() - timedelta(hours=1), automatic=True
    )
    assert next_step(root, ca_client) == ("Prove.", "Prove")
