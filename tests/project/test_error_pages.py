"""What an error page, an error mail or a tracker shows of a request that failed beside a secret."""

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
from tests.project.secrets_of import key_secrets, leaks

pytestmark = pytest.mark.django_db


class Mailer(logging.Handler):
    """Makes of every failed request what AdminEmailHandler mails, HTML included."""

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
def failing(request: pytest.FixtureRequest, settings: Any, mailer: Mailer) -> Any:
    """Ask for a failing view; returns everything that was shown of it."""
    settings.DEBUG, settings.ROOT_URLCONF = request.param, "tests.project.failing_views"

    def ask(path: str, expected: str, **form: Any) -> str:
        headers = form.pop("headers", None)
        browser = Browser(raise_request_exception=False)
        response = browser.post(path, form, headers=headers) if form else browser.get(path, headers=headers)
        shown = "".join([response.content.decode(), *mailer.mails])
        assert response.status_code == 500
        assert mailer.mails
        assert expected in shown  # it is the failure that was meant
        return shown

    return ask


def secrets(client: Client) -> list[str]:
    """The key in use and the token, as they are."""
    return [*key_secrets(client.credentials.active().get().unseal("private_key")), token_refresh.current(client).value]


def test_a_view_that_holds_an_identity_and_a_token(failing: Any, active: Client) -> None:
    assert leaks(failing("/holds_both", "with Identity("), secrets(active)) == []


def test_a_stored_pair_that_does_not_match(failing: Any, mosaic: Sandbox, active: Client, ledger: Client) -> None:
    hidden = secrets(active)
    other = activate(mosaic, ledger)
    ledger.credentials.update(status="RETIRED")
    active.credentials.update(chain=other.chain)
    sessions.close_all()
    for path in ("/opens_a_mismatched_pair", "/builds_a_context"):
        assert leaks(failing(path, "MaterialRefused"), hidden) == []


def test_a_call_to_a_server_that_is_not_there(failing: Any, active: Client) -> None:
    hidden = secrets(active)
    assert leaks(failing("/calls_a_server_that_is_not_there", "ConnectionError"), hidden) == []


def test_a_push_to_a_client_api_that_is_not_there(failing: Any, active: Client) -> None:
    assert leaks(failing("/pushes", "cannot be reached"), [failing_views.TOKEN]) == []


def test_an_import_with_a_wrong_passphrase(failing: Any, payments: Client) -> None:
    pair = issue(key=ec_key(7))
    encrypted = pem_of(pair.key, encryption=BestAvailableEncryption(b"the right one"))
    form = {"certificate_pem": pair.pem, "key_pem": encrypted, "passphrase": "a wrong passphrase"}
    shown = failing("/imports_with_a_wrong_passphrase", "WrongPassphrase", **form)
    frames = shown.partition('id="requestinfo"')[0] if 'id="requestinfo"' in shown else shown
    assert "PRIVATE KEY" not in frames.replace("ENCRYPTED PRIVATE KEY", "") or "a wrong passphrase" not in frames
    assert "a wrong passphrase" not in frames


def test_a_refresh_that_fails_after_the_token_came(
    failing: Any, active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = secrets(active)
    values: list[str] = []
    real = token_refresh.AccessToken.seal

    def seal(self: Any, field: str, plaintext: str) -> None:
        values.append(plaintext)
        real(self, field, plaintext)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(token_refresh.AccessToken, "seal", seal)
    shown = failing("/refreshes", "the disk is full")
    assert leaks(shown, [*hidden, *values]) == []
    assert len(values) == 1


def test_a_request_with_a_bearer(
    failing: Any, mosaic: Sandbox, active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = mosaic.mint()
    headers = {"Authorization": f"Bearer {token}"}
    signing_key_refresh.refresh(active.environment)
    assert leaks(failing("/api", "as sandbox-client", headers=headers), [token]) == []

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the memory is gone")

    monkeypatch.setattr(bearer_verification, "_is_good", fail)
    assert leaks(failing("/api", "the memory is gone", headers=headers), [token]) == []
    monkeypatch.setattr(bearer_verification, "_verify", fail)
    unknown = mosaic.mint(jti="never seen")
    shown = failing("/api", "the memory is gone", headers={"Authorization": f"Bearer {unknown}"})
    assert leaks(shown, [unknown]) == []
