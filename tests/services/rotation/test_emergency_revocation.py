"""A key has leaked: what becomes of its tokens, of its place at Mosaic, and of whoever walks the client just then."""

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
    """An active client that manages itself, whose only token is the one that opens the client API."""
    client = add_client(mosaic, environment, "lone", resource="", publication="manual")
    staging.stage(client, actor=ACTOR)
    mosaic._registry.change(
        client.client_id, {"authentication_configuration": publication.authentication_configuration(client)}
    )
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    client.publication = "management-api"
    client.save()
    return client


def test_the_token_that_pushes_is_revoked_last_and_denied_at_once(mosaic: Sandbox, lone: Client) -> None:
    leaked, token = lone.credentials.active().get(), token_refresh.current(lone).value
    assert lone.access_tokens.count() == 1
    revocation = emergency_revocation.revoke(lone, leaked.kid, actor=ACTOR)
    assert revocation.not_revoked == ""
    assert revocation.walk is not None
    assert revocation.walk.failure is None
    new = lone.credentials.active().get()
    assert kids_at(mosaic, lone) == {new.kid}
    assert mosaic.is_revoked(token)
    assert _is_denied(token)


def test_a_token_that_mosaic_did_not_take_back_is_tried_again_with_the_successor(
    mosaic: Sandbox, self_signed: Client
) -> None:
    leaked, token = self_signed.credentials.active().get(), token_refresh.current(self_signed).value
    with mosaic.faults.status(REVOCATION, 503):
        assert emergency_revocation.revoke(self_signed, leaked.kid, actor=ACTOR).not_revoked == ""
    assert mosaic.is_revoked(token)
    assert not Event.objects.filter(kind="token_not_revoked").exists()


def test_tokens_that_mosaic_never_took_back_are_told_of_with_what_to_do(mosaic: Sandbox, self_signed: Client) -> None:
    leaked, token = self_signed.credentials.active().get(), token_refresh.current(self_signed)
    with mosaic.faults.status(REVOCATION, 503, count=None):
        said = emergency_revocation.revoke(self_signed, leaked.kid, actor=ACTOR).not_revoked
    assert not mosaic.is_revoked(token.value)
    assert _is_denied(token.value)
    assert "did not revoke 1 access token" in said
    assert f"{token.expires_at:%Y-%m-%d %H:%M:%S} UTC" in said
    assert f"refuse the certificate {leaked.x5t_s256}" in said
    assert self_signed.client_id in said
    assert token.value not in said
    event = Event.objects.get(kind="token_not_revoked")
    assert (event.kid, event.detail.count(token.value)) == (leaked.kid, 0)


def test_the_only_key_leaves_mosaic_even_if_it_was_never_used(mosaic: Sandbox, managed: Environment) -> None:
    client = add_client(mosaic, managed, "early")
    leaked = staging.stage(client, actor=ACTOR)
    publication.push(client, publication.client_api(client), actor=ACTOR)
    assert kids_at(mosaic, client) == {leaked.kid}
    walk = emergency_revocation.revoke(client, leaked.kid, actor=ACTOR).walk
    assert walk is not None
    assert walk.failure is None
    assert kids_at(mosaic, client) == {client.credentials.active().get().kid}


def test_a_staged_key_that_mosaic_never_had_needs_no_successor(mosaic: Sandbox, managed: Environment) -> None:
    client = add_client(mosaic, managed, "unborn")
    leaked = staging.stage(client, actor=ACTOR)
    assert emergency_revocation.revoke(client, leaked.kid, actor=ACTOR).walk is None
    assert [each.state for each in client.credentials.all()] == [CredentialStatus.REVOKED]


def test_a_walker_that_died_is_not_waited_for(mosaic: Sandbox, self_signed: Client) -> None:
    leaked = self_signed.credentials.active().get()
    held = {"claim": self_signed.pk, "claimed_until": timezone.now() + timedelta(minutes=2)}
    Client.objects.filter(pk=self_signed.pk).update(**held)
    walk = emergency_revocation.revoke(self_signed, leaked.kid, actor=ACTOR).walk
    assert walk is not None
    assert walk.failure is None
    assert kids_at(mosaic, self_signed) == {self_signed.credentials.active().get().kid}


@pytest.mark.django_db(transaction=True)
def test_a_walker_that_is_slow_stops_and_brings_nothing_back(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = add_client(mosaic, manage(mosaic, environment), "slow")
    assert rotation_runner.rotate(client, actor=ACTOR).failure is None
    leaked = client.credentials.active().get()
    is_pushing, goes_on = threading.Event(), threading.Event()
    walks: list[rotation_runner.RotationRun] = []

    def held_up(method: str, path: str, answer: Answer) -> Response:
        if (method, path) == ("PUT", path_of(client)) and not is_pushing.is_set():
            is_pushing.set()
            goes_on.wait(20)
        return answer()

    def walk_slowly() -> None:
        try:
            walks.append(rotation_runner.rotate(Client.objects.get(pk=client.pk), actor="slow"))
        finally:
            connection.close()

    interfere(monkeypatch, mosaic, held_up)
    walker = threading.Thread(target=walk_slowly, daemon=True)
    walker.start()
    assert is_pushing.wait(20)
    walk = emergency_revocation.revoke(client, leaked.kid, actor=ACTOR).walk
    goes_on.set()
    walker.join(20)
    assert walk is not None
    assert walk.failure is None
    assert "prove" not in [step.step.value for step in walks[0].done]
    new = client.credentials.active().get()
    assert kids_at(mosaic, client) == {leaked.kid, new.kid}  # the late push
    assert client.pk in rotation_runner.due(timezone.now())
    rotation_runner.advance(Client.objects.get(pk=client.pk), actor="worker")
    assert kids_at(mosaic, client) == {new.kid}


def test_a_ca_signed_one_names_the_certificate_that_its_ca_has_to_revoke(ca_signed: Client) -> None:
    leaked = ca_signed.credentials.active().get()
    assert ca_signed.method is AuthMethod.CA_SIGNED
    said = emergency_revocation.revoke(ca_signed, leaked.kid, actor=ACTOR).for_the_authority
    assert said is not None
    assert f"the certificate with serial {leaked.serial}" in said.description


def test_a_leaked_ca_signed_certificate_is_accepted_until_the_subject_changes_and_that_is_said(
    ca_signed: Client,
) -> None:
    leaked = ca_signed.credentials.active().get()
    said = emergency_revocation.revoke(ca_signed, leaked.kid, actor=ACTOR).for_the_authority
    assert said is not None
    assert "The CA “issuing” in this database cannot revoke" in said.description
    assert f"is accepted until {leaked.not_after:%Y-%m-%d %H:%M} UTC" in said.description
    assert said.remedy == Remedy(RemedyKind.CHANGE_SUBJECT_DN, client="rotating-ca")
    assert token_refresh.obtain(ca_signed, leaked, "").access_token  # somebody has a copy
    ca_signed.subject = "CN=another"
    client_registry.change(ca_signed, ["subject"], actor=ACTOR)
    assert rotation_runner.rotate(ca_signed, actor=ACTOR).failure is None
    with pytest.raises(MosaicRefusal, match="invalid_client"):
        token_refresh.obtain(ca_signed, leaked, "")
    assert token_refresh.current(ca_signed).credential.subject_dn == "CN=another"
