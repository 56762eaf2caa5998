"""A leaked key: its tokens, its registration at Mosaic, and a rotation that runs at the same time."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.sandbox.server.application import Response
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.bearers import denylist
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.rotation import emergency_revocation, publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.flows.rotating import manage
from tests.mosaic import add_client
from tests.services.conftest import ACTOR
from tests.services.rotation.wire import Answer, interfere, kids_at, path_of

REVOCATION = "POST /cis/oidc/token/revocation"


def _is_denied(token: str) -> bool:
    denylist.invalidate()
    return denylist.is_denied(token, denylist.current())


@pytest.fixture
def lone(mosaic: Sandbox, environment: Environment) -> Client:
    """An active client without a management client; its only token authorizes the client API."""
    client = add_client(mosaic, environment, "lone", resource="", publication="manual")
    staging.stage(client, actor=ACTOR)
    mosaic._registry.change(
        client.client_id, {"authentication_configuration": publication.authentication_configuration(client)}
    )
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    client.publication = "management-api"
    client.save()
    return client


def test_token_that_authorizes_push_is_revoked_last_and_denied_first(mosaic: Sandbox, lone: Client) -> None:
    leaked, token = lone.credentials.active().get(), token_refresh.current(lone).value
    assert lone.access_tokens.count() == 1
    revocation = emergency_revocation.revoke(lone, leaked.kid, actor=ACTOR)
    assert revocation.revocation_error == ""
    assert revocation.run is not None
    assert revocation.run.failure is None
    new = lone.credentials.active().get()
    assert kids_at(mosaic, lone) == {new.kid}
    assert mosaic.is_revoked(token)
    assert _is_denied(token)


def test_failed_token_revocation_is_retried_with_successor(mosaic: Sandbox, self_signed: Client) -> None:
    leaked, token = self_signed.credentials.active().get(), token_refresh.current(self_signed).value
    with mosaic.faults.status(REVOCATION, 503):
        assert emergency_revocation.revoke(self_signed, leaked.kid, actor=ACTOR).revocation_error == ""
    assert mosaic.is_revoked(token)
    assert not Event.objects.filter(kind="token_not_revoked").exists()


def test_tokens_not_revoked_at_mosaic_are_reported(mosaic: Sandbox, self_signed: Client) -> None:
    leaked, token = self_signed.credentials.active().get(), token_refresh.current(self_signed)
    with mosaic.faults.status(REVOCATION, 503, count=None):
        advice = emergency_revocation.revoke(self_signed, leaked.kid, actor=ACTOR).revocation_error
    assert not mosaic.is_revoked(token.value)
    assert _is_denied(token.value)
    assert "did not revoke 1 access token" in advice
    assert f"{token.expires_at:%Y-%m-%d %H:%M:%S} UTC" in advice
    assert f"refuse the certificate {leaked.x5t_s256}" in advice
    assert self_signed.client_id in advice
    assert token.value not in advice
    event = Event.objects.get(kind="token_not_revoked")
    assert (event.kid, event.detail.count(token.value)) == (leaked.kid, 0)


def test_only_key_is_replaced_at_mosaic_even_if_unused(mosaic: Sandbox, managed: Environment) -> None:
    client = add_client(mosaic, managed, "early")
    leaked = staging.stage(client, actor=ACTOR)
    publication.push(client, publication.client_api(client), actor=ACTOR)
    assert kids_at(mosaic, client) == {leaked.kid}
    run = emergency_revocation.revoke(client, leaked.kid, actor=ACTOR).run
    assert run is not None
    assert run.failure is None
    assert kids_at(mosaic, client) == {client.credentials.active().get().kid}


def test_unpublished_staged_key_needs_no_successor(mosaic: Sandbox, managed: Environment) -> None:
    client = add_client(mosaic, managed, "unborn")
    leaked = staging.stage(client, actor=ACTOR)
    assert emergency_revocation.revoke(client, leaked.kid, actor=ACTOR).run is None
    assert [each.state for each in client.credentials.all()] == [CredentialStatus.REVOKED]


def test_revocation_takes_over_from_killed_rotation(mosaic: Sandbox, self_signed: Client) -> None:
    leaked = self_signed.credentials.active().get()
    lease = {"claim": self_signed.pk, "claimed_until": timezone.now() + timedelta(minutes=2)}
    Client.objects.filter(pk=self_signed.pk).update(**lease)
    run = emergency_revocation.revoke(self_signed, leaked.kid, actor=ACTOR).run
    assert run is not None
    assert run.failure is None
    assert kids_at(mosaic, self_signed) == {self_signed.credentials.active().get().kid}


@pytest.mark.django_db(transaction=True)
def test_slow_rotation_stops_and_does_not_publish_revoked_key(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = add_client(mosaic, manage(mosaic, environment), "slow")
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    leaked = client.credentials.active().get()
    is_pushing, goes_on = threading.Event(), threading.Event()
    runs: list[rotation_runner.RotationRun] = []

    def delay_push(method: str, path: str, answer: Answer) -> Response:
        if (method, path) == ("PUT", path_of(client)) and not is_pushing.is_set():
            is_pushing.set()
            goes_on.wait(20)
        return answer()

    def rotate_slowly() -> None:
        try:
            runs.append(rotation_runner.rotate(Client.objects.get(pk=client.pk), actor="slow"))
        finally:
            connection.close()

    interfere(monkeypatch, mosaic, delay_push)
    thread = threading.Thread(target=rotate_slowly, daemon=True)
    thread.start()
    assert is_pushing.wait(20)
    run = emergency_revocation.revoke(client, leaked.kid, actor=ACTOR).run
    goes_on.set()
    thread.join(20)
    assert run is not None
    assert run.failure is None
    assert "prove" not in [step.step.value for step in runs[0].done]
    new = client.credentials.active().get()
    assert kids_at(mosaic, client) == {leaked.kid, new.kid}  # the late push
    assert client.pk in rotation_runner.due(timezone.now())
    rotation_runner.advance(Client.objects.get(pk=client.pk), actor="worker")
    assert kids_at(mosaic, client) == {new.kid}


def test_advice_names_certificate_that_ca_must_revoke(ca_signed: Client) -> None:
    leaked = ca_signed.credentials.active().get()
    assert ca_signed.method is AuthMethod.CA_SIGNED
    advice = emergency_revocation.revoke(ca_signed, leaked.kid, actor=ACTOR).authority_advice
    assert advice is not None
    assert f"the certificate with serial {leaked.serial}" in advice.description


def test_ca_signed_certificate_is_accepted_until_subject_changes(
    ca_signed: Client,
) -> None:
    leaked = ca_signed.credentials.active().get()
    advice = emergency_revocation.revoke(ca_signed, leaked.kid, actor=ACTOR).authority_advice
    assert advice is not None
    assert "The CA “issuing” in this database cannot revoke" in advice.description
    assert f"is accepted until {leaked.not_after:%Y-%m-%d %H:%M} UTC" in advice.description
    assert advice.remedy == Remedy(RemedyKind.CHANGE_SUBJECT_DN, client="rotating-ca")
    assert token_refresh.obtain(ca_signed, leaked, "").access_token  # an attacker has a copy
    ca_signed.subject = "CN=another"
    client_registry.change(ca_signed, ["subject"], actor=ACTOR)
    assert rotation_runner.rotate(ca_signed, actor=ACTOR).failure is None
    with pytest.raises(MosaicRefusal, match="invalid_client"):
        token_refresh.obtain(ca_signed, leaked, "")
    assert token_refresh.current(ca_signed).credential.subject_dn == "CN=another"
