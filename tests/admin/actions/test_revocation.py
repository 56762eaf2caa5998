"""Ending credentials: the impact of a revocation, its steps, and destroying keys."""

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
from tests.admin.actions.test_publication import text_of
from tests.admin.pages import messages_of, url
from tests.mosaic import RESOURCE, configuration_at_mosaic


def test_revoke_page_shows_the_impact(root: Browser, rotating: Client) -> None:
    credential = rotating.credentials.active().get()
    credential.last_used_at = timezone.now() - timedelta(hours=2)
    credential.save()
    text = text_of(root.get(url("revoke", credential)))
    assert "Impact In use yes" in text
    assert f"Valid access tokens 1: {RESOURCE}" in text
    assert "Registered at Mosaic yes" in text
    assert "2 hours ago" in text
    assert "activated by test" in text
    assert "cannot be undone" in text
    assert "revoked in Mosaic" in text
    assert "A replacement is created immediately. It is then published, proven and activated automatically." in text


def test_revoke_replaces_the_credential_here_and_in_mosaic(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    leaked = rotating.credentials.active().get()
    token = token_refresh.current(rotating).value
    words = messages_of(root.post(url("revoke", leaked), follow=True))
    assert words.startswith(f"Revoked credential {leaked.kid}")
    assert "Activated credential" in words
    assert mosaic.is_revoked(token)
    leaked.refresh_from_db()
    assert (leaked.state, leaked.private_key) == (CredentialStatus.REVOKED, "")
    new = rotating.credentials.active().get()
    assert {key["kid"] for key in configuration_at_mosaic(mosaic, rotating)["jwks"]["keys"]} == {new.kid}


def test_revoke_of_manual_client_asks_to_remove_the_key_from_mosaic(root: Browser, client_row: Client) -> None:
    credential = staging.stage(client_row, actor="test")
    activation.activate(client_row, actor="test", unproven=True)
    text = text_of(root.get(url("revoke", credential)))
    assert "manually, immediately" in text
    assert "needs your action: register it in Mosaic" in text
    assert "Registered at Mosaic Not known" in text
    answer = root.post(url("revoke", credential), follow=True)
    assert f"Remove {credential.kid} from Mosaic manually now" in messages_of(answer)


def test_revoke_of_ca_signed_client_asks_to_revoke_with_the_ca(root: Browser, ca_client: Client) -> None:
    credential = staging.stage(ca_client, actor="test")
    assert "If your CA signs a certificate for this key, have it revoked" in text_of(
        root.get(url("revoke", credential))
    )
    ca_client.credentials.update(status="ACTIVE")
    assert "have its CSR signed" in text_of(root.get(url("revoke", credential)))


def test_revoke_reports_tokens_that_mosaic_did_not_revoke(root: Browser, mosaic: Sandbox, rotating: Client) -> None:
    leaked = rotating.credentials.active().get()
    token_refresh.current(rotating)
    with mosaic.faults.status("POST /cis/oidc/token/revocation", 503, count=None):
        words = messages_of(root.post(url("revoke", leaked), follow=True))
    assert "Mosaic did not revoke 1 access token" in words
    assert f"refuse the certificate {leaked.x5t_s256}" in words


def test_revoke_names_the_certificate_for_the_ca_by_serial(root: Browser, ca_client: Client) -> None:
    chain = ClientCA().issue(staging.stage(ca_client, actor="test").csr)
    leaked = staging.attach(ca_client, chain, actor="test")
    words = messages_of(root.post(url("revoke", leaked), follow=True))
    assert f"Have your CA revoke the certificate with serial {leaked.serial}" in words


def test_revoke_page_hides_the_last_event_without_permission(operator, rotating: Client) -> None:  # type: ignore[no-untyped-def]
    browser = operator("narrow", "rotate_client", "view_credential", "view_client")
    text = text_of(browser.get(url("revoke", rotating.credentials.active().get())))
    assert "activated by" not in text


def test_destroy_key_needs_a_retired_key_that_mosaic_does_not_hold(root: Browser, rotating: Client) -> None:
    old = rotating.credentials.active().get()
    assert "no retired key to destroy" in messages_of(root.get(url("destroy-key", old), follow=True))
    rotation_runner.rotate(rotating, actor="test")
    transitions.retire(rotating, old.kid, actor="test")
    assert f'{url("destroy-key", old)}"' in root.get(url("change", rotating)).content.decode()
    assert "Mosaic still holds" in messages_of(root.post(url("destroy-key", old), follow=True))
    rotation_runner.advance(rotating, actor="test")
    assert "are kept" in text_of(root.get(url("destroy-key", old)))
    assert "Destroyed the private key" in messages_of(root.post(url("destroy-key", old), follow=True))
    old.refresh_from_db()
    assert old.private_key == ""
    assert "/destroy-key/" not in root.get(url("change", old)).content.decode()
