"""The mechanism of the extra verbs: ask, act on POST, log, tell, and never an error page."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.signals import got_request_exception
from django.db import IntegrityError, OperationalError
from django.test import Client as Browser
from django.utils import timezone
from django.views.debug import ExceptionReporter

from mosaic_clients import tasks
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import AccessToken, Client, Credential, Environment, Event, SigningKeySet
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.access_tokens.store import access_token_row
from mosaic_clients.services.credentials import activation, staging
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.admin.pages import said, url


def snapshot() -> list[Any]:
    """Every row there is."""
    models = (Client, Credential, Environment, Event, AccessToken, SigningKeySet, LogEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.fixture
def staged(client_row: Client) -> Credential:
    """A staged, unproven credential."""
    return staging.stage(client_row, actor="test")


def test_get_changes_nothing(root: Browser, staged: Credential) -> None:
    token = access_token_row(staged.client, "", now=timezone.now())
    keys = SigningKeySet.objects.create(environment=staged.client.environment)
    before = snapshot()
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
    assert snapshot() == before


def test_an_unproven_credential_needs_a_word_of_its_own(root: Browser, staged: Credential) -> None:
    address = url("activate", staged.client)
    assert "Activate without proof" in root.get(address).content.decode()
    answer = root.post(address)
    assert answer.status_code == 200
    assert "Prove the credential first" in answer.content.decode()
    staged.refresh_from_db()
    assert staged.state is CredentialStatus.STAGED
    assert "unproven" in said(root.post(address, {"unproven": "on"}, follow=True))
    staged.refresh_from_db()
    assert staged.state is CredentialStatus.ACTIVE


def test_a_proven_one_does_not(root: Browser, staged: Credential) -> None:
    Credential.objects.update(proven_at=timezone.now())
    assert "without proof" not in root.get(url("activate", staged.client)).content.decode()
    assert "Activated" in said(root.post(url("activate", staged.client), follow=True))


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("stage", "is already in progress"),
        ("attach", "waits for a certificate"),
        ("prove", "127.0.0.1"),
        ("refresh-token", "has no active credential"),
    ],
)
def test_a_refusal_is_a_message(root: Browser, staged: Credential, slug: str, words: str) -> None:
    answer = root.post(url(slug, staged.client), {"chain": "x"}, follow=True)
    assert answer.redirect_chain == [(url("change", staged.client), 302)]
    assert words in said(answer)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("slug", ["attach", "prove", "activate"])
def test_what_cannot_happen_is_not_asked(root: Browser, client_row: Client, slug: str) -> None:
    answer = root.get(url(slug, client_row), follow=True)
    assert answer.redirect_chain == [(url("change", client_row), 302)]
    assert "Stage a credential first" in said(answer)


def test_retiring_what_is_in_use_is_refused(root: Browser, staged: Credential) -> None:
    activation.activate(staged.client, actor="test", unproven=True)
    assert "is active" in said(root.post(url("retire", staged), follow=True))
    assert "/retire/" not in root.get(url("change", staged)).content.decode()
    root.post(url("revoke", staged))
    assert "cannot become" in said(root.post(url("revoke", staged), follow=True))


@pytest.mark.parametrize(
    "failure",
    [
        IntegrityError("UNIQUE constraint failed"),
        OperationalError("database is locked"),
        Client.DoesNotExist("gone"),
        MoveRefused("Somebody was quicker."),
    ],
)
def test_losing_a_race_is_a_message(
    root: Browser, client_row: Client, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise failure

    monkeypatch.setattr(staging, "stage", fail)
    words = said(root.post(url("stage", client_row), follow=True))
    assert ("Look again, then retry" in words) or ("Somebody was quicker" in words)
    assert "constraint" not in words


def test_an_unreachable_mosaic_is_a_message_for_signing_keys(root: Browser, client_row: Client) -> None:
    address = url("refresh-signing-keys", client_row.environment)
    answer = root.post(address, follow=True)
    assert "127.0.0.1" in said(answer)
    assert SigningKeySet.objects.get().problem
    assert "The last fetch failed" in answer.content.decode()


def test_a_refresh_that_somebody_else_does_is_said(root: Browser, staged: Credential) -> None:
    activation.activate(staged.client, actor="test", unproven=True)
    AccessToken.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert "Somebody else is refreshing" in said(root.post(url("refresh-token", staged.client), follow=True))


def test_activation_hands_the_due_tokens_to_the_worker(
    root: Browser, staged: Credential, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(tasks.refresh_due_access_tokens, "apply_async", lambda **options: sent.append(options))
    with django_capture_on_commit_callbacks() as callbacks:
        root.post(url("activate", staged.client), {"unproven": "on"})
        assert sent == []
    for callback in callbacks:
        callback()
    assert sent == [{"retry": False}]


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_is_a_warning(root: Browser, staged: Credential, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**options: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.refresh_due_access_tokens, "apply_async", refuse)
    answer = root.post(url("activate", staged.client), {"unproven": "on"}, follow=True)
    assert {message.level_tag for message in answer.context["messages"]} == {"success", "warning"}
    assert "broker does not answer" in said(answer)
    staged.refresh_from_db()
    assert staged.state is CredentialStatus.ACTIVE


def test_the_log_entry_names_the_row_and_the_deed(root: Browser, client_row: Client) -> None:
    root.post(url("stage", client_row))
    credential = client_row.credentials.get()
    root.post(url("revoke", credential))
    staged, revoked = LogEntry.objects.order_by("pk")
    assert (staged.object_repr, staged.user.get_username()) == ("payments", "root")
    assert staged.change_message == f"Staged credential {credential.kid} (EC-P256, CN=payments-1)."
    assert revoked.object_id == str(credential.pk)
    assert "its key is destroyed" in root.get(url("history", credential)).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/"])
def test_nobody_is_sent_elsewhere(root: Browser, client_row: Client, target: str) -> None:
    query = {"next": target, "_redirect": target, "back": target}
    answer = root.post(f"{url('stage', client_row)}?next={target}", query, headers={"referer": target})
    assert answer.url == url("change", client_row)
    assert "evil" not in root.get(f"{url('stage', client_row)}?next={target}").content.decode()


def test_unexpected_errors_show_no_material(root: Browser, client_row: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    reports: list[str] = []

    def fail(client: Client, *, certificate_pem: str, key_pem: str, passphrase: str, actor: str) -> None:
        copy = key_pem + passphrase
        raise RuntimeError(len(copy))

    def report(request: Any, **kwargs: Any) -> None:
        reporter = ExceptionReporter(request, *sys.exc_info(), is_email=True)
        reports.extend([reporter.get_traceback_text(), reporter.get_traceback_html()])

    monkeypatch.setattr(staging, "import_pem", fail)
    root.raise_request_exception = False
    got_request_exception.connect(report)
    secrets = {"certificate": "A CERTIFICATE", "private_key": "THE-SECRET-KEY", "passphrase": "THE-PASSPHRASE"}
    try:
        assert root.post(url("import", client_row), secrets).status_code == 500
    finally:
        got_request_exception.disconnect(report)
    assert len(reports) == 2
    for text in reports:
        assert "import_pem" in text
        assert not any(secret in text for secret in secrets.values())


def test_what_the_services_refuse_reaches_the_operator(
    root: Browser, client_row: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise MoveRefused("Not <b>now</b>.")

    monkeypatch.setattr(token_refresh, "refresh", fail)
    monkeypatch.setattr(signing_key_refresh, "refresh", fail)
    for row, slug in ((client_row, "refresh-token"), (client_row.environment, "refresh-signing-keys")):
        answer = root.post(url(slug, row), follow=True)
        assert "Not &lt;b&gt;now&lt;/b&gt;." in answer.content.decode()
