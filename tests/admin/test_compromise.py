"""Ending credentials: what a revocation hits and does, and destroying keys."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, staging, transitions
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.admin.pages import said, url
from tests.admin.test_publication import text_of
from tests.mosaic import RESOURCE, held_at


def test_the_page_shows_the_blast_radius(root: Browser, rotating: Client) -> None:
    credential = rotating.credentials.active().get()
    credential.last_used_at = timezone.now() - timedelta(hours=2)
    credential.save()
    text = text_of(root.get(url("revoke", credential)))
    assert "In use in use now" in text
    assert f"Access tokens alive 1: {RESOURCE}" in text
    assert "Published at Mosaic yes" in text
    assert "2 hours ago" in text
    assert "activated by test" in text
    assert "Nothing brings it back" in text
    assert "revoked at Mosaic" in text
    assert "A successor is made at once, published, proven and activated." in text


def test_revoking_replaces_it_everywhere(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    leaked = rotating.credentials.active().get()
    token = token_refresh.current(rotating).value
    words = said(root.post(url("revoke", leaked), follow=True))
    assert words.startswith(f"Revoked credential {leaked.kid}")
    assert "Activated credential" in words
    assert mosaic.is_revoked(token)
    leaked.refresh_from_db()
    assert (leaked.state, leaked.private_key) == (CredentialStatus.REVOKED, "")
    new = rotating.credentials.active().get()
    assert {key["kid"] for key in held_at(mosaic, rotating)["jwks"]["keys"]} == {new.kid}


def test_by_hand_it_says_what_is_left_to_do(root: Browser, client_row: Client) -> None:
    credential = staging.stage(client_row, actor="test")
    activation.activate(client_row, actor="test", unproven=True)
    text = text_of(root.get(url("revoke", credential)))
    assert "by hand at once" in text
    assert "waits for you: register it at Mosaic" in text
    assert "Published at Mosaic not that we know" in text
    answer = root.post(url("revoke", credential), follow=True)
    assert f"Take {credential.kid} out of Mosaic by hand now" in said(answer)


def test_a_ca_signed_client_waits_for_its_ca(root: Browser, ca_client: Client) -> None:
    credential = staging.stage(ca_client, actor="test")
    assert "Have your CA revoke a certificate that it signs for this key" in text_of(
        root.get(url("revoke", credential))
    )
    ca_client.credentials.update(status="ACTIVE")
    assert "have its CSR signed" in text_of(root.get(url("revoke", credential)))


def test_what_is_left_to_do_is_said_after_revoking(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    leaked = rotating.credentials.active().get()
    token_refresh.current(rotating)
    with mosaic.faults.status("POST /cis/oidc/token/revocation", 503, count=None):
        words = said(root.post(url("revoke", leaked), follow=True))
    assert "Mosaic did not revoke 1 access token" in words
    assert f"refuse the certificate {leaked.x5t_s256}" in words


def test_what_the_ca_has_to_revoke_is_named_by_its_serial(root: Browser, ca_client: Client) -> None:
    chain = ClientCA().issue(staging.stage(ca_client, actor="test").csr)
    leaked = staging.attach(ca_client, chain, actor="test")
    words = said(root.post(url("revoke", leaked), follow=True))
    assert f"Have your CA revoke the certificate with serial {leaked.serial}" in words


def test_who_may_not_see_events_does_not_see_the_last(operator, rotating: Client) -> None:  # type: ignore[no-untyped-def]
    browser = operator("narrow", "rotate_client", "view_credential", "view_client")
    text = text_of(browser.get(url("revoke", rotating.credentials.active().get())))
    assert "activated by" not in text


def test_a_key_is_destroyed_once_it_is_retired_and_out_of_mosaic(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    assert "no retired key to destroy" in said(root.get(url("destroy-key", old), follow=True))
    rotation_runner.rotate(rotating, actor="test")
    transitions.retire(rotating, old.kid, actor="test")
    assert f'{url("destroy-key", old)}"' in root.get(url("change", rotating)).content.decode()
    assert "Mosaic still holds" in said(root.post(url("destroy-key", old), follow=True))
    rotation_runner.advance(rotating, actor="test")
    assert "stay" in text_of(root.get(url("destroy-key", old)))
    assert "Destroyed the private key" in said(root.post(url("destroy-key", old), follow=True))
    old.refresh_from_db()
    assert old.private_key == ""
    assert "/destroy-key/" not in root.get(url("change", old)).content.decode()
