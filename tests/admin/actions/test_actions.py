"""The views of actions: they confirm, act on POST, log, and warn."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import AccessToken, Client, Credential, Environment, Event, SigningKeySet
from mosaic_clients.services.access_tokens.store import access_token_row
from tests.admin.pages import messages_of, url


def snapshot() -> list[Any]:
    """Returns the values of every row."""
    models = (Client, Credential, Environment, Event, AccessToken, SigningKeySet, LogEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_get_changes_nothing(root: Browser, staged: Credential) -> None:
    token = access_token_row(staged.client, "", now=timezone.now())
    keys = SigningKeySet.objects.create(environment=staged.client.environment)
    rows_before = snapshot()
    for row, slugs in (
        (staged.client, ("stage", "import", "attach", "prove", "activate", "refresh-token", "jwks", "chain", "csr")),
        (staged.client, ("check-connection",)),
        (staged, ("retire", "revoke")),
        (token, ("refresh",)),
        (keys, ("refresh-signing-keys", "purge-signing-keys")),
        (staged.client.environment, ("refresh-signing-keys", "discover")),
    ):
        for slug in slugs:
            assert root.get(url(slug, row)).status_code in {200, 302}
            assert root.head(url(slug, row)).status_code in {200, 302}
        root.get(url("change", row))
    assert snapshot() == rows_before


def test_activate_of_unproven_credential_needs_explicit_consent(root: Browser, staged: Credential) -> None:
    address = url("activate", staged.client)
    assert "Activate without proof" in root.get(address).content.decode()
    answer = root.post(address)
    assert answer.status_code == 200
    assert "Prove the credential first" in answer.content.decode()
    staged.refresh_from_db()
    assert staged.state is CredentialStatus.STAGED
    assert "unproven" in messages_of(root.post(address, {"unproven": "on"}, follow=True))
    staged.refresh_from_db()
    assert staged.state is CredentialStatus.ACTIVE


def test_activate_of_proven_credential_needs_no_consent(root: Browser, staged: Credential) -> None:
    Credential.objects.update(proven_at=timezone.now())
    assert "without proof" not in root.get(url("activate", staged.client)).content.decode()
    assert "Activated" in messages_of(root.post(url("activate", staged.client), follow=True))


def test_activate_queues_the_due_tokens_after_commit(
    root: Browser, staged: Credential, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.refresh_due_access_tokens, "apply_async", lambda **options: calls.append(options))
    with django_capture_on_commit_callbacks() as callbacks:
        root.post(url("activate", staged.client), {"unproven": "on"})
        assert calls == []
    for callback in callbacks:
        callback()
    assert calls == [{"retry": False}]


@pytest.mark.django_db(transaction=True)
def test_activate_warns_when_the_broker_is_down(
    root: Browser, staged: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**options: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.refresh_due_access_tokens, "apply_async", refuse)
    answer = root.post(url("activate", staged.client), {"unproven": "on"}, follow=True)
    assert {message.level_tag for message in answer.context["messages"]} == {"success", "warning"}
    assert "broker does not answer" in messages_of(answer)
    staged.refresh_from_db()
    assert staged.state is CredentialStatus.ACTIVE


def test_log_entry_names_the_row_and_the_change(root: Browser, client_row: Client) -> None:
    root.post(url("stage", client_row))
    credential = client_row.credentials.get()
    root.post(url("revoke", credential))
    staged, revoked = LogEntry.objects.order_by("pk")
    assert (staged.object_repr, staged.user.get_username()) == ("payments", "root")
    assert staged.change_message == f"Staged credential {credential.kid} (EC-P256, CN=payments-1)."
    assert revoked.object_id == str(credential.pk)
    assert "its key is destroyed" in root.get(url("history", credential)).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/"])
def test_action_ignores_redirect_targets_in_the_request(root: Browser, client_row: Client, target: str) -> None:
    query = {"next": target, "_redirect": target, "back": target}
    answer = root.post(f"{url('stage', client_row)}?next={target}", query, headers={"referer": target})
    assert answer.url == url("change", client_row)
    assert "evil" not in root.get(f"{url('stage', client_row)}?next={target}").content.decode()
