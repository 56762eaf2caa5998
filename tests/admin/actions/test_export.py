"""Key export: encrypted, with a permission of its own, and only if it is turned on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client as Browser

from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.private_keys import load_private_key
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.services.credentials import staging, transitions
from tests.admin.pages import VIEW, messages_of, url

PASSPHRASE = "correct horse battery"
TYPED = {"passphrase": PASSPHRASE, "again": PASSPHRASE}


@pytest.fixture
def export_turned_on(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": True}


@pytest.fixture
def credential(client_row: Client) -> Credential:
    return staging.stage(client_row, actor="test")


@pytest.fixture
def exporter(operator: Callable[..., Browser]) -> Browser:
    return operator("exporter", "export_credential", *VIEW)


def test_export_contains_the_encrypted_key_and_the_certificate(
    exporter: Browser, credential: Credential, export_turned_on: None
) -> None:
    page = exporter.get(url("export", credential)).content.decode()
    assert "You download the private key. This cannot be undone." in page
    assert "Anyone with this file and passphrase can act as payments." in page
    answer = exporter.post(url("export", credential), TYPED)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="payments-{credential.kid[:12]}.pem"'
    text = answer.content.decode()
    assert text.startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    (certificate,) = parse_certificates(text[text.index("-----BEGIN CERTIFICATE") :])
    key_pem = text[: text.index("-----BEGIN CERTIFICATE")]
    assert load_private_key(key_pem, PASSPHRASE).public_key() == certificate.public_key()


def test_export_is_recorded_without_secrets(exporter: Browser, credential: Credential, export_turned_on: None) -> None:
    exporter.post(url("export", credential), TYPED)
    event = Event.objects.get(kind="exported")
    assert (event.actor, event.kid, event.detail) == ("exporter", credential.kid, "the private key under a passphrase")
    entry = LogEntry.objects.get()
    assert PASSPHRASE not in entry.change_message
    assert credential.kid in entry.change_message


@pytest.mark.parametrize(
    ("passphrases", "problem"),
    [
        ({}, "required"),
        ({"passphrase": "short", "again": "short"}, "at least 12"),
        ({"passphrase": "ü" * 600, "again": "ü" * 600}, "longer than 1023 bytes"),
        ({"passphrase": PASSPHRASE, "again": "another passphrase"}, "differ"),
    ],
)
def test_invalid_passphrase_is_a_form_error(
    exporter: Browser, credential: Credential, export_turned_on: None, passphrases: dict[str, str], problem: str
) -> None:
    answer = exporter.post(url("export", credential), passphrases)
    assert problem in answer.content.decode()
    assert b"PRIVATE KEY" not in answer.content
    assert PASSPHRASE.encode() not in answer.content
    assert not Event.objects.filter(kind="exported").exists()


def test_export_needs_its_own_permission(
    operator: Callable[..., Browser], credential: Credential, export_turned_on: None, exporter: Browser
) -> None:
    rotates = operator("rotates", "rotate_client", *VIEW)
    assert rotates.post(url("export", credential), TYPED).status_code == 403
    assert url("export", credential) not in rotates.get(url("change", credential)).content.decode()
    exporter_page = exporter.get(url("change", credential)).content.decode()
    assert url("export", credential) in exporter_page
    assert url("revoke", credential) not in exporter_page


def test_export_is_refused_and_hidden_when_turned_off(exporter: Browser, credential: Credential, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ALLOW_KEY_EXPORT": False}
    assert url("export", credential) not in exporter.get(url("change", credential)).content.decode()
    for answer in (
        exporter.get(url("export", credential), follow=True),
        exporter.post(url("export", credential), TYPED, follow=True),
    ):
        assert "ALLOW_KEY_EXPORT" in messages_of(answer)
        assert b"PRIVATE KEY" not in answer.content


def test_export_of_destroyed_key_is_refused_and_hidden(
    exporter: Browser, credential: Credential, export_turned_on: None
) -> None:
    transitions.revoke(credential.client, credential.kid, actor="test")
    assert url("export", credential) not in exporter.get(url("change", credential)).content.decode()
    assert "has no private key" in messages_of(exporter.post(url("export", credential), TYPED, follow=True))
