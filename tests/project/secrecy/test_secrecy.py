"""Runs a whole rotation, then searches everything it left for its keys, tokens and passphrases."""

from __future__ import annotations

import io
import pickle
import traceback
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client as Browser

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, proving, staging, transitions
from mosaic_clients.services.rotation import publication
from project.celery import app
from tests.mosaic import ACTOR, Reply, ScriptedMosaic, activate, publish
from tests.pki import ec_key, issue, pem_of
from tests.project.conftest import Log
from tests.project.secrecy.leak_search import key_secrets, leaks

pytestmark = pytest.mark.django_db

PASSPHRASE = "correct horse battery staple"


class Run:
    """The secrets and the failures of a run."""

    def __init__(self) -> None:
        self.secrets: list[str] = [PASSPHRASE]
        self.failures: list[str] = []

    def remember(self, credential: Credential) -> None:
        self.secrets += key_secrets(credential.unseal("private_key"))

    def expect_failure(self, work: Any) -> None:
        with pytest.raises(MosaicError) as failure:
            work()
        lines = traceback.TracebackException.from_exception(failure.value, capture_locals=False).format()
        self.failures.append("".join(lines) + repr(failure.value) + repr(vars(failure.value)))


@pytest.fixture
def run(log: Log, mosaic: Sandbox, scripted: ScriptedMosaic, payments: Client, ledger: Client) -> Run:
    """Takes two clients from staging to retirement, with an import, refusals, a bearer and a task."""
    result = Run()
    for client in (payments, ledger):
        result.remember(activate(mosaic, client))
        result.secrets.append(MosaicClient.named(client.name).access_token().value)
    pair = issue(key=ec_key(9), ends=payments.credentials.get().not_after, starts=payments.credentials.get().not_before)
    encrypted = pem_of(pair.key, encryption=BestAvailableEncryption(PASSPHRASE.encode()))
    result.expect_failure(lambda: _import(payments, pair.pem, encrypted, PASSPHRASE + "!"))
    imported = _import(payments, pair.pem, encrypted, PASSPHRASE)
    result.remember(imported)
    publish(mosaic, payments)
    proving.prove(payments, actor=ACTOR)
    old = payments.credentials.active().get()
    activation.activate(payments, actor=ACTOR)
    payments.access_tokens.update(due_at=imported.created_at)
    tasks.refresh_due_access_tokens()
    result.secrets.append(MosaicClient.named("payments").access_token().value)
    assert Browser().get("/api/whoami", headers={"Authorization": f"Bearer {mosaic.mint()}"}).status_code == 200
    bound = {"Authorization": f"Bearer {result.secrets[-1]}"}
    assert Browser().get("/api/whoami", headers=bound).status_code == 401
    scripted.answers["/cis/oidc/token"] = Reply(400, {"error": "invalid_request", "error_description": "no"})
    scripted.take_over(payments.environment)
    row = payments.access_tokens.get()
    result.expect_failure(lambda: token_refresh.refresh(row.pk, actor=ACTOR, force=True))
    publication.key_set(payments)
    transitions.retire(payments, old.kid, actor=ACTOR)
    return result


def _import(client: Client, certificate_pem: str, key_pem: str, passphrase: str) -> Credential:
    return staging.import_pem(
        client, certificate_pem=certificate_pem, key_pem=key_pem, passphrase=passphrase, actor=ACTOR
    )


def test_search_finds_existing_secrets(run: Run, mosaic: Sandbox) -> None:
    """Without this, the tests below could not fail."""
    assert len(run.secrets) > 30
    for credential in Credential.objects.all():
        pem = credential.unseal("private_key")
        assert leaks(pem, run.secrets)
        assert leaks("".join(pem.splitlines()[1:-1]), run.secrets)
        assert leaks(repr(credential.identity().key.private_numbers().private_value), run.secrets)
    assert leaks(token_refresh.current(Client.objects.get(name="ledger")).value, run.secrets)


def test_log_contains_no_secret(run: Run, log: Log) -> None:
    assert any("INSERT INTO" in line for line in log.lines)
    assert any("POST /cis/oidc/token" in line for line in log.lines)
    assert any("bearer refused: certificate_missing" in line for line in log.lines)
    assert leaks("\n".join(log.lines), run.secrets) == []


def test_database_dump_contains_no_secret(run: Run) -> None:
    for form in ("json", "xml"):
        dump = io.StringIO()
        call_command("dumpdata", format=form, stdout=dump)
        assert "mosaic_clients.credential" in dump.getvalue()
        assert leaks(dump.getvalue(), run.secrets) == []


def test_row_repr_pickle_and_columns_contain_no_secret(run: Run) -> None:
    for model in apps.get_models():
        for row in model._default_manager.all():
            text = repr(row) + str(row) + repr(vars(row)) + pickle.dumps(row).decode("latin-1")
            assert leaks(text, run.secrets) == []
    assert Event.objects.filter(kind="problem").exists()


def test_exceptions_contain_no_secret(run: Run) -> None:
    assert len(run.failures) == 2
    assert leaks("".join(run.failures), run.secrets) == []


def test_celery_messages_contain_no_secret(run: Run) -> None:
    with app.connection_for_read() as broker, broker.SimpleQueue("celery") as queue:
        messages = [queue.get_nowait() for _ in range(queue.qsize())]
        for message in messages:
            message.ack()
    assert messages
    text = "".join(f"{message.body!r}{message.headers!r}{message.properties!r}" for message in messages)
    assert leaks(text, run.secrets) == []


def test_admin_pages_and_history_contain_no_secret(run: Run) -> None:
    """The admin tests visit more pages; this test searches for the real keys of the run."""
    browser = Browser()
    browser.force_login(User.objects.create_superuser("admin"))
    page_count = 0
    for model in apps.get_app_config("mosaic_clients").get_models():
        address = f"/admin/mosaic_clients/{model._meta.model_name}/"
        rows = [f"{address}{row.pk}/{page}/" for row in model._default_manager.all() for page in ("change", "history")]
        for page in (address, *rows):
            response = browser.get(page)
            page_count += response.status_code == 200
            assert leaks(response.content.decode(), run.secrets) == []
    assert page_count > 10 or browser.get("/admin/mosaic_clients/credential/").status_code != 200
    assert leaks("".join(repr(vars(entry)) for entry in LogEntry.objects.all()), run.secrets) == []


def test_process_environment_contains_no_secret(run: Run) -> None:
    """Keys reach OpenSSL encrypted and in memory, never through the environment."""
    with open("/proc/self/environ", "rb") as environ:  # noqa: PTH123 - a kernel file
        assert leaks(environ.read().decode("latin-1"), run.secrets) == []
