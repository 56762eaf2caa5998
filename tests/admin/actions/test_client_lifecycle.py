"""The lifecycle of a client in the admin, with a local Mosaic and without the shell."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import AccessToken, Client, Environment, Event, SigningKeySet
from mosaic_clients.sandbox import Sandbox
from tests.admin.pages import messages_of, register, url


def post(browser: Browser, address: str, **values: Any) -> Any:
    """Confirms an action and follows its redirect."""
    return browser.post(address, values, follow=True)


def test_client_lifecycle_from_stage_to_refresh(root: Browser, mosaic: Sandbox, mosaic_client: Client) -> None:
    client = mosaic_client
    assert "Stage a credential" in root.get(url("change", client)).content.decode()

    assert "Staged credential" in messages_of(post(root, url("stage", client)))
    credential = client.credentials.get()
    assert credential.kid in root.get(url("change", client)).content.decode()
    register(mosaic, client)

    assert f"accepts credential {credential.kid}" in messages_of(post(root, url("prove", client)))
    assert "Activated credential" in messages_of(post(root, url("activate", client)))
    credential.refresh_from_db()
    assert credential.state is CredentialStatus.ACTIVE

    assert "expires in 59 minutes" in messages_of(post(root, url("refresh-token", client)))
    page = root.get(url("change", client)).content.decode()
    assert "valid</span>" in page
    assert "Nothing to do" in page

    token = client.access_tokens.get()
    assert "expires in 59 minutes" in messages_of(post(root, url("refresh", token)))

    assert "Fetched 1 signing key" in messages_of(post(root, url("refresh-signing-keys", client.environment)))
    assert SigningKeySet.objects.get().kids[0] in root.get(url("change", client.environment)).content.decode()
    assert "Fetched 1 signing key" in messages_of(post(root, url("refresh-signing-keys", SigningKeySet.objects.get())))

    log_messages = list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))
    assert [entry.split()[0] for entry in log_messages] == [
        "Staged", "Mosaic", "Activated", "Refreshed", "Refreshed", "Fetched", "Fetched",
    ]  # fmt: skip
    assert set(Event.objects.filter(kind__in=["staged", "proven", "activated"]).values_list("actor", flat=True)) == {
        "root"
    }


def test_rotation_retire_and_revoke(root: Browser, mosaic: Sandbox, mosaic_client: Client) -> None:
    client = mosaic_client
    for _ in range(2):
        post(root, url("stage", client))
        register(mosaic, client)
        post(root, url("prove", client))
        post(root, url("activate", client))
        post(root, url("refresh-token", client))
    new, old = client.credentials.active().get(), client.credentials.exclude(status="ACTIVE").get()
    assert old.state is CredentialStatus.RETIRING

    confirmation_page = root.get(url("revoke", new)).content.decode()
    assert "1: default resource" in confirmation_page
    assert "IN USE" in confirmation_page
    assert "0 current access tokens" in root.get(url("retire", old)).content.decode()
    answer = post(root, url("retire", old))
    assert "Retired credential" in messages_of(answer)
    assert answer.redirect_chain[0][0] == url("change", client)
    assert "Revoked credential" in messages_of(post(root, url("revoke", new)))
    new.refresh_from_db()
    assert new.private_key == ""
    assert AccessToken.objects.get().value == ""


def test_environment_and_client_are_created_by_form(root: Browser, mosaic: Sandbox) -> None:
    answer = root.post(
        url("add", model="environment"),
        {
            "name": "local", "region": "", "base_url": mosaic.base_url, "endpoint_overrides": "",
            "issuers": f" {mosaic.issuer} \r\n\r\n", "audiences": "userid-api\r\nhttps://api.example",
            "algorithms": ["RS256"], "token_types": ["JWT"], "trusted_ca": mosaic.trusted_ca.replace("\n", "\r\n"),
            "allow_private": "on",
        },
        follow=True,
    )  # fmt: skip
    environment = Environment.objects.get()
    assert answer.status_code == 200
    assert environment.issuers == [mosaic.issuer]
    assert environment.audiences == ["userid-api", "https://api.example"]
    answer = root.post(
        url("add", model="client"),
        {
            "name": "shop", "environment": str(environment.pk), "client_id": "shop-1", "publication": "manual",
            "auth_method": "self_signed_tls_client_auth", "key_algorithm": "EC-P256",
        },
        follow=True,
    )  # fmt: skip
    client = Client.objects.get()
    assert answer.redirect_chain[0][0] == url("change", client)
    assert Event.objects.filter(kind="client_added", actor="root").count() == 1
