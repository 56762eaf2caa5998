"""Tests that error pages and error mails show no secret of a failed request."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from django.test import Client as Browser
from django.views.debug import ExceptionReporter

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import sessions
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import activate
from tests.pki import ec_key, issue, pem_of
from tests.project import failing_views
from tests.project.secrecy.leak_search import key_secrets, leaks

pytestmark = pytest.mark.django_db


class Mailer(logging.Handler):
    """Creates the mail that AdminEmailHandler sends for each failed request, as text and HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            reporter = ExceptionReporter(getattr(record, "request", None), *record.exc_info, is_email=True)
            self.mails += [reporter.get_traceback_html(), reporter.get_traceback_text()]


@pytest.fixture
def mailer() -> Iterator[Mailer]:
    handler, logger = Mailer(), logging.getLogger("django.request")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


@pytest.fixture(params=[True, False], ids=["DEBUG", "production"])
def request_failing_view(request: pytest.FixtureRequest, settings: Any, mailer: Mailer) -> Any:
    """Requests a request_failing_view view. Returns everything that was text about the failure."""
    settings.DEBUG, settings.ROOT_URLCONF = request.param, "tests.project.failing_views"

    def ask(path: str, expected: str, **form: Any) -> str:
        headers = form.pop("headers", None)
        browser = Browser(raise_request_exception=False)
        response = browser.post(path, form, headers=headers) if form else browser.get(path, headers=headers)
        text = "".join([response.content.decode(), *mailer.mails])
        assert response.status_code == 500
        assert mailer.mails
        assert expected in text  # the intended failure
        return text

    return ask


def secrets(client: Client) -> list[str]:
    """Returns the active key and the current token in clear."""
    return [*key_secrets(client.credentials.active().get().unseal("private_key")), token_refresh.current(client).value]


def test_failing_view_reveals_neither_identity_nor_token(request_failing_view: Any, active: Client) -> None:
    assert leaks(request_failing_view("/holds_both", "with Identity("), secrets(active)) == []


def test_mismatched_pair_reveals_no_key(
    request_failing_view: Any, mosaic: Sandbox, active: Client, ledger: Client
) -> None:
    secret_values = secrets(active)
    other = activate(mosaic, ledger)
    ledger.credentials.update(status="RETIRED")
    active.credentials.update(chain=other.chain)
    sessions.close_all()
    for path in ("/opens_a_mismatched_pair", "/builds_a_context"):
        assert leaks(request_failing_view(path, "MaterialRefused"), secret_values) == []


def test_call_to_unreachable_server_reveals_no_secret(request_failing_view: Any, active: Client) -> None:
    secret_values = secrets(active)
    assert leaks(request_failing_view("/calls_unreachable_server", "ConnectionError"), secret_values) == []


def test_push_to_unreachable_client_api_reveals_no_token(request_failing_view: Any, active: Client) -> None:
    assert leaks(request_failing_view("/pushes", "cannot be reached"), [failing_views.TOKEN]) == []


def test_import_with_wrong_passphrase_reveals_neither_key_nor_passphrase(
    request_failing_view: Any, payments: Client
) -> None:
    pair = issue(key=ec_key(7))
    encrypted = pem_of(pair.key, encryption=BestAvailableEncryption(b"the right one"))
    form = {"certificate_pem": pair.pem, "key_pem": encrypted, "passphrase": "a wrong passphrase"}
    text = request_failing_view("/imports_with_a_wrong_passphrase", "WrongPassphrase", **form)
    frames = text.partition('id="requestinfo"')[0] if 'id="requestinfo"' in text else text
    assert "PRIVATE KEY" not in frames.replace("ENCRYPTED PRIVATE KEY", "") or "a wrong passphrase" not in frames
    assert "a wrong passphrase" not in frames


def test_failed_storing_of_token_reveals_no_token(
    request_failing_view: Any, active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_values = secrets(active)
    values: list[str] = []
    real = token_refresh.AccessToken.seal

    def seal(self: Any, field: str, plaintext: str) -> None:
        values.append(plaintext)
        real(self, field, plaintext)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(token_refresh.AccessToken, "seal", seal)
    text = request_failing_view("/refreshes", "the disk is full")
    assert leaks(text, [*secret_values, *values]) == []
    assert len(values) == 1


def test_failing_view_reveals_no_bearer(
    request_failing_view: Any, mosaic: Sandbox, active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = mosaic.mint()
    headers = {"Authorization": f"Bearer {token}"}
    signing_key_refresh.refresh(active.environment)
    assert leaks(request_failing_view("/api", "as sandbox-client", headers=headers), [token]) == []

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the memory is gone")

    monkeypatch.setattr(bearer_verification, "_is_valid", fail)
    assert leaks(request_failing_view("/api", "the memory is gone", headers=headers), [token]) == []
    monkeypatch.setattr(bearer_verification, "_verify", fail)
    unknown = mosaic.mint(jti="never seen")
    text = request_failing_view("/api", "the memory is gone", headers={"Authorization": f"Bearer {unknown}"})
    assert leaks(text, [unknown]) == []
