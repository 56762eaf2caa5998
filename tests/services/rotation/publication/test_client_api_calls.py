"""Calls to the client API: whose token authorizes them, and which IDs are used as a path."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.utils import timezone

from mosaic_clients.core.errors import ConfigurationError, MosaicError
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.sandbox.server.application import Response
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.conftest import ACTOR
from tests.services.rotation.wire import claims_of, kids_at, path_of


@pytest.mark.parametrize("value", ["", " ", "\t\n", ".", ".."])
@pytest.mark.parametrize("column", ["app_id", "client_id"])
def test_empty_or_dotted_id_is_refused_for_path(column: str, value: str, mosaic: Sandbox, self_signed: Client) -> None:
    api = publication.client_api(self_signed)
    request_counts = len(mosaic.requests)
    setattr(self_signed, column, value)
    for act in (publication.push, publication.compare):
        with pytest.raises(ConfigurationError, match="is empty"):
            act(self_signed, api, actor=ACTOR)
    with pytest.raises(ConfigurationError, match="is empty"):
        api.replace(self_signed.app_id, self_signed.client_id, {})
    assert len(mosaic.requests) == request_counts


@pytest.mark.parametrize("value", ["a/b", "../clients", "x?y=z", "x#y", "%2e%2e", "a b"])
def test_unusual_id_is_one_path_segment(value: str, mosaic: Sandbox, self_signed: Client) -> None:
    api = publication.client_api(self_signed)
    request_counts = len(mosaic.requests)
    with pytest.raises(MosaicError):
        api.read(self_signed.app_id, value)
    (_, path) = mosaic.requests[request_counts]
    head, _, segment = path.rpartition("/")
    assert head == f"/cis/v1/applications/{mosaic.app_id}/clients"
    assert value in {segment, unquote(segment)}  # the server decodes everything except a slash


def _asked_by(mosaic: Sandbox, client: Client, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The client IDs whose tokens authorized client API calls during one rotation."""
    client_ids: set[str] = set()
    real = type(mosaic._application)._answer

    def answer(environ: dict[str, Any], method: str, path: str) -> Response:
        if path == path_of(client):
            token = environ["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
            if token != mosaic.portal_token:
                client_ids.add(claims_of(token)["client_id"])
        response: Response = real(mosaic._application, environ, method, path)
        return response

    monkeypatch.setattr(mosaic._application, "_answer", answer)
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    return client_ids


def test_management_client_authorizes_client_api(
    mosaic: Sandbox, managed: Environment, self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = managed.management_client
    assert manager is not None
    assert _asked_by(mosaic, self_signed, monkeypatch) == {manager.client_id}


def test_client_without_management_client_authorizes_itself(
    mosaic: Sandbox, active: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = active.credentials.active().get()
    assert _asked_by(mosaic, active, monkeypatch) == {active.client_id}
    active.credentials.filter(pk=old.pk).update(retiring_at=timezone.now() - timedelta(days=1))
    assert rotation_runner.advance(active, actor=ACTOR).failure is None
    assert kids_at(mosaic, active) == {active.credentials.get(status=CredentialStatus.ACTIVE.value).kid}


def test_management_client_rotates_itself(mosaic: Sandbox, managed: Environment) -> None:
    manager = managed.management_client
    assert manager is not None
    for _ in range(2):
        assert rotation_runner.rotate(manager, actor=ACTOR).failure is None
