"""The client API under faults: lost responses, refusals, old formats, secrets in the response."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicError, TimedOut
from mosaic_clients.models import Client, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.sandbox.server.application import Response
from mosaic_clients.services import sessions
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.issuing.local import LocalIssuer
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import add_client, add_environment, configuration_at_mosaic, publish
from tests.services.conftest import ACTOR
from tests.services.rotation.wire import (
    READ_TIMEOUT,
    ROTATION_STEPS,
    Answer,
    at,
    interfere,
    late,
    lost,
    path_of,
    refusing,
)
from tests.shell.conftest import everything


@pytest.fixture
def impatient(settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "READ_TIMEOUT": READ_TIMEOUT}


def _retry_now(client: Client) -> rotation_runner.RotationRun:
    Client.objects.filter(pk=client.pk).update(retry_at=timezone.now())
    return rotation_runner.advance(client, actor=ACTOR)


def test_applied_push_with_lost_response_succeeds(
    mosaic: Sandbox, self_signed: Client, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere(monkeypatch, mosaic, at("PUT", path_of(self_signed), late))
    run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert (run.failure, [step.step for step in run.done]) == (None, ROTATION_STEPS)


def test_lost_push_is_retried_and_old_key_stays_active(
    mosaic: Sandbox, self_signed: Client, impatient: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = self_signed.credentials.active().get()
    with monkeypatch.context() as broken:
        interfere(broken, mosaic, at("PUT", path_of(self_signed), lost))
        run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert isinstance(run.failure, TimedOut)
    assert self_signed.retry_at > timezone.now()
    assert "publish" in self_signed.rotation_problem
    assert self_signed.credentials.active().get() == old
    assert token_refresh.current(self_signed, force=True).credential == old
    run = _retry_now(self_signed)
    assert (run.failure, [step.step for step in run.done]) == (None, ROTATION_STEPS[1:])
    assert (self_signed.rotation_problem, self_signed.retry_at, self_signed.rotation_failures) == ("", None, 0)


def test_applied_push_with_response_that_is_no_json_succeeds(
    mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def garbled(answer: Answer) -> Response:
        answer()
        return Response(502)

    interfere(monkeypatch, mosaic, at("PUT", path_of(self_signed), garbled))
    assert rotation_runner.rotate(self_signed, actor=ACTOR).failure is None


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("status", [401, 403, 404, 409, 429, 500])
def test_refused_push_is_retried_and_old_key_stays_active(
    status: int, method: str, mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = self_signed.credentials.active().get()
    published = list(self_signed.published)
    with monkeypatch.context() as broken:
        interfere(broken, mosaic, at(method, path_of(self_signed), refusing(status)))
        run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert run.failure is not None
    assert f"HTTP {status}" in self_signed.rotation_problem
    self_signed.refresh_from_db()
    assert self_signed.published == published
    assert self_signed.credentials.active().get() == old
    assert self_signed.retry_at > timezone.now()
    assert Event.objects.filter(client=self_signed, kind="problem", detail__contains=f"HTTP {status}").exists()
    assert _retry_now(self_signed).failure is None
    assert self_signed.credentials.active().get() != old


def test_retry_after_of_push_is_respected(
    mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere(monkeypatch, mosaic, at("PUT", path_of(self_signed), refusing(429, Retry_After="1800")))
    rotation_runner.rotate(self_signed, actor=ACTOR)
    assert self_signed.retry_at > timezone.now() + timedelta(seconds=1780)
    requests_before = len(mosaic.requests)
    assert rotation_runner.advance(self_signed, actor=ACTOR).done == []
    assert len(mosaic.requests) == requests_before


@pytest.fixture
def of_2025() -> Iterator[Sandbox]:
    with Sandbox(legacy_client_api=True) as running:
        yield running


@pytest.mark.parametrize("method", list(AuthMethod))
def test_configuration_format_of_2025_has_no_drift(method: AuthMethod, of_2025: Sandbox, db: None) -> None:
    environment = add_environment(of_2025)
    authority = None
    if method is AuthMethod.CA_SIGNED:
        authority = authorities.add_authority(
            "old",
            subject_dn="CN=Old",
            lifetime=timedelta(days=900),
            leaf_lifetime=timedelta(days=90),
            actor=ACTOR,
        )
    client = add_client(of_2025, environment, "old", method, certificate_authority=authority)
    staging.stage(client, actor=ACTOR)
    if authority:
        waiting = client.credentials.get()
        staging.attach(client, LocalIssuer(authority).certify(waiting.csr), actor=ACTOR)
    publish(of_2025, client)
    for _ in range(2):
        run = rotation_runner.rotate(client, actor=ACTOR)
        assert run.failure is None
    if authority:
        assert "tls_client_auth" not in configuration_at_mosaic(of_2025, client)
        assert "BEGIN CERTIFICATE" in configuration_at_mosaic(of_2025, client)["ca"]
    assert publication.compare(client, publication.client_api(client), actor=ACTOR).differences == []


def test_client_secret_in_response_is_not_stored(
    mosaic: Sandbox, self_signed: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = mosaic._registry.get(self_signed.client_id).client_secret
    session = sessions.session(self_signed.environment)
    url = f"{self_signed.environment.endpoints.client_api}/{mosaic.app_id}/clients/{self_signed.client_id}"
    assert secret in session.get(url, headers={"Authorization": f"Bearer {mosaic.portal_token}"}).text
    api = publication.client_api(self_signed)
    shown = [repr(api), repr(api.read(self_signed.app_id, self_signed.client_id))]
    assert rotation_runner.rotate(self_signed, actor=ACTOR).failure is None
    publication.compare(self_signed, api, actor=ACTOR)
    for status in (200, 400, 409, 500):
        answer = {"client_secret": secret, "message": "no", "authentication_configuration": {"client_secret": secret}}
        with monkeypatch.context() as broken:
            interfere(broken, mosaic, at("PUT", path_of(self_signed), lambda _, s=status, a=answer: Response(s, a)))
            try:
                rotation_runner.rotate(self_signed, actor=ACTOR)
                publication.push(self_signed, api, actor=ACTOR)
            except MosaicError as error:
                shown.append("".join(traceback.format_exception(error)))
    shown += [repr(everything()), caplog.text, serializers.serialize("json", Event.objects.all())]
    assert [text for text in shown if secret in text] == []


def test_secret_among_settings_is_not_sent_back(mosaic: Sandbox, self_signed: Client) -> None:
    remote = dict(mosaic._registry.get(self_signed.client_id).authentication)
    mosaic._registry.change(
        self_signed.client_id, {"authentication_configuration": {**remote, "client_secret": "opaque-secret"}}
    )
    publication.push(self_signed, publication.client_api(self_signed), actor=ACTOR)
    assert "client_secret" not in configuration_at_mosaic(mosaic, self_signed)
