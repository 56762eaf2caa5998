"""Mosaic holds one chain and one DN of a CA-signed client: after a failed change the active one is restored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.schedule import proof_is_overdue
from mosaic_clients.core.rotation.state import Step, WaitingFor
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, staging, transitions
from mosaic_clients.services.planning.plan import policy_of, rotating
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import add_client, configuration_at_mosaic
from tests.services.conftest import ACTOR
from tests.services.rotation.wire import interfere, token_refused

DAY = timedelta(days=1)


@pytest.fixture
def displaced(mosaic: Sandbox, ca_signed: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client with a new DN, which Mosaic holds, and a new certificate, which it does not accept."""
    manager = ca_signed.environment.management_client
    assert manager is not None
    token_refresh.current(manager)
    token_refresh.current(manager, "")
    Client.objects.filter(pk=ca_signed.pk).update(subject="CN=renamed")
    with monkeypatch.context() as refusing:
        interfere(refusing, mosaic, token_refused(ca_signed))
        run = rotation_runner.rotate(ca_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE, Step.CERTIFY, Step.PUBLISH]
    assert configuration_at_mosaic(mosaic, ca_signed)["tls_client_auth"]["distinguished_name"] == "CN=renamed"
    return ca_signed


def _age(client: Client, days: float) -> None:
    """Moves everything back by so many days."""
    then = timezone.now() - days * DAY
    client.credentials.staged().update(created_at=then)
    Client.objects.filter(pk=client.pk).update(
        published_at=then, rotation_requested_at=then, retry_at=None, rotation_due_at=timezone.now()
    )


def _in_use_works(mosaic: Sandbox, client: Client) -> bool:
    active = client.credentials.active().get()
    assert configuration_at_mosaic(mosaic, client)["tls_client_auth"]["distinguished_name"] == active.subject_dn
    return token_refresh.current(client, force=True).credential == active


def test_overdue_proof_restores_old_subject_and_is_reported(
    mosaic: Sandbox, displaced: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = displaced.credentials.active().get()
    _age(displaced, 8)
    run = rotation_runner.advance(displaced, actor=ACTOR)
    assert [(step.step, step.kid) for step in run.done] == [(Step.PUBLISH, old.kid)]
    assert run.next_step is not None
    assert (run.next_step.step, run.next_step.waiting_for) == (Step.PUBLISH, WaitingFor.OPERATOR)
    displaced.refresh_from_db()
    assert "did not accept the changed CA or subject DN in time" in displaced.rotation_problem
    assert _in_use_works(mosaic, displaced)
    assert rotation_runner.advance(displaced, actor=ACTOR).done == []  # no further change
    run = rotation_runner.rotate(displaced, actor=ACTOR)  # Mosaic would accept it now
    assert [step.step for step in run.done] == [Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
    displaced.refresh_from_db()
    assert displaced.rotation_problem == ""


def test_restoring_does_not_end_the_problem_of_the_overdue_proof(
    mosaic: Sandbox, displaced: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _age(displaced, 8)
    Client.objects.filter(pk=displaced.pk).update(rotation_requested_at=timezone.now())  # one more try
    with monkeypatch.context() as refusing:
        interfere(refusing, mosaic, token_refused(displaced))
        rotation_runner.advance(displaced, actor=ACTOR)
    assert displaced.rotation_problem.startswith("Rotation, prove: Mosaic refuses")
    _age(displaced, 8)
    assert [step.step for step in rotation_runner.advance(displaced, actor=ACTOR).done] == [Step.PUBLISH]
    assert "did not accept the changed CA or subject DN in time" in displaced.rotation_problem
    assert not Event.objects.filter(client=displaced, kind="problem_solved").exists()


def test_discarded_credential_restores_old_subject_immediately(mosaic: Sandbox, displaced: Client) -> None:
    transitions.retire(displaced, displaced.credentials.staged().get().kid, actor=ACTOR)
    assert [step.step for step in rotation_runner.advance(displaced, actor=ACTOR).done] == []  # not before it is due
    _age(displaced, 0)
    Client.objects.filter(pk=displaced.pk).update(rotation_requested_at=None)
    assert [step.step for step in rotation_runner.advance(displaced, actor=ACTOR).done] == [Step.PUBLISH]
    displaced.refresh_from_db()
    assert displaced.rotation_problem == ""
    assert _in_use_works(mosaic, displaced)


def test_expired_staged_credential_restores_old_subject(mosaic: Sandbox, displaced: Client) -> None:
    _age(displaced, 0)
    displaced.credentials.staged().update(not_after=timezone.now())
    assert [step.step for step in rotation_runner.advance(displaced, actor=ACTOR).done] == [Step.RETIRE, Step.PUBLISH]
    assert _in_use_works(mosaic, displaced)


@pytest.mark.parametrize("method", list(AuthMethod))
def test_credential_activated_unproven_is_published(mosaic: Sandbox, managed: Environment, method: AuthMethod) -> None:
    client = add_client(mosaic, managed, "insisted", method)
    staging.stage(client, actor=ACTOR)
    if method is AuthMethod.CA_SIGNED:
        staging.attach(client, ClientCA().issue(client.credentials.get().csr), actor=ACTOR)
    activation.activate(client, actor=ACTOR, unproven=True)
    assert [step.step for step in rotation_runner.advance(client, actor=ACTOR).done] == [Step.PUBLISH]
    assert token_refresh.current(client, force=True).value


def test_time_for_proof_counts_from_certificate_not_from_csr(mosaic: Sandbox, managed: Environment) -> None:
    client, authority = add_client(mosaic, managed, "carried", AuthMethod.CA_SIGNED), ClientCA()
    for name in ("first", "second"):
        Client.objects.filter(pk=client.pk).update(subject=f"CN={name}")
        rotation_runner.rotate(client, actor=ACTOR)
        long_ago = timezone.now() - 30 * DAY  # the time that the CA needed
        client.credentials.pending().update(created_at=long_ago)
        Client.objects.filter(pk=client.pk).update(rotation_requested_at=long_ago)
        staging.attach(client, authority.issue(client.credentials.pending().get().csr), actor=ACTOR)
        staged = client.credentials.staged().get()
        assert not proof_is_overdue(rotating(staged), policy_of(client), timezone.now())
        run = rotation_runner.advance(client, actor=ACTOR)
        assert [step.step for step in run.done] == [Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
