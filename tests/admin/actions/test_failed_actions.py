"""Actions that are refused or fail: a message that is safe to show, and no error page."""

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

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.models import AccessToken, Client, Credential, SigningKeySet
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, staging
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.admin.pages import messages_of, url


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("stage", "is already in progress"),
        ("attach", "waits for a certificate"),
        ("prove", "127.0.0.1"),
        ("refresh-token", "has no active credential"),
    ],
)
def test_refused_action_shows_a_message(root: Browser, staged: Credential, slug: str, words: str) -> None:
    answer = root.post(url(slug, staged.client), {"chain": "x"}, follow=True)
    assert answer.redirect_chain == [(url("change", staged.client), 302)]
    assert words in messages_of(answer)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("slug", ["attach", "prove", "activate"])
def test_action_without_credential_redirects_with_a_message(root: Browser, client_row: Client, slug: str) -> None:
    answer = root.get(url(slug, client_row), follow=True)
    assert answer.redirect_chain == [(url("change", client_row), 302)]
    assert "Stage a credential first" in messages_of(answer)


def test_retire_refuses_the_active_credential(root: Browser, staged: Credential) -> None:
    activation.activate(staged.client, actor="test", unproven=True)
    assert "is active" in messages_of(root.post(url("retire", staged), follow=True))
    assert "/retire/" not in root.get(url("change", staged)).content.decode()
    root.post(url("revoke", staged))
    assert "cannot become" in messages_of(root.post(url("revoke", staged), follow=True))


@pytest.mark.parametrize(
    "failure",
    [
        IntegrityError("UNIQUE constraint failed"),
        OperationalError("database is locked"),
        Client.DoesNotExist("gone"),
        MoveRefused("Another operator was faster."),
    ],
)
def test_action_that_loses_a_race_shows_a_message(
    root: Browser, client_row: Client, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise failure

    monkeypatch.setattr(staging, "stage", fail)
    words = messages_of(root.post(url("stage", client_row), follow=True))
    assert ("at the same time. Reload and try again." in words) or ("Another operator was faster" in words)
    assert "constraint" not in words


def test_signing_key_refresh_shows_a_message_when_mosaic_is_down(root: Browser, client_row: Client) -> None:
    address = url("refresh-signing-keys", client_row.environment)
    answer = root.post(address, follow=True)
    assert "127.0.0.1" in messages_of(answer)
    assert SigningKeySet.objects.get().problem
    assert "The last fetch failed" in answer.content.decode()


def test_refresh_reports_that_another_process_refreshes(root: Browser, staged: Credential) -> None:
    activation.activate(staged.client, actor="test", unproven=True)
    AccessToken.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert "This token is already being refreshed." in messages_of(
        root.post(url("refresh-token", staged.client), follow=True)
    )


def test_error_report_contains_no_key_material(
    root: Browser, client_row: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_service_refusal_is_shown_escaped(root: Browser, client_row: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise MoveRefused("Not <b>now</b>.")

    monkeypatch.setattr(token_refresh, "refresh", fail)
    monkeypatch.setattr(signing_key_refresh, "refresh", fail)
    for row, slug in ((client_row, "refresh-token"), (client_row.environment, "refresh-signing-keys")):
        answer = root.post(url(slug, row), follow=True)
        assert "Not &lt;b&gt;now&lt;/b&gt;." in answer.content.decode()
