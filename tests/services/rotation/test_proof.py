"""Mosaic does not know the new key yet: the old one stays active, and the proof is retried until it succeeds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.core.errors import MosaicRefusal, MoveRefused
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Client, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, proving
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.conftest import ACTOR
from tests.services.rotation.manual_registration import register


def _end_wait(client: Client) -> None:
    """Ends the wait for the next try."""
    now = timezone.now()
    Client.objects.filter(pk=client.pk).update(retry_at=now, rotation_due_at=now)


def test_refused_proof_keeps_active_credential(mosaic: Sandbox, manual_client: Client) -> None:
    old = manual_client.credentials.active().get()
    run = rotation_runner.rotate(manual_client, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE]
    assert isinstance(run.failure, MosaicRefusal)
    manual_client.refresh_from_db()
    assert manual_client.rotation_problem == ""
    assert not Event.objects.filter(client=manual_client, kind="problem").exists()
    assert manual_client.credentials.active().get() == old
    assert token_refresh.current(manual_client, force=True).credential == old


def test_refused_proof_is_retried_with_growing_wait(manual_client: Client) -> None:
    waits = []
    rotation_runner.rotate(manual_client, actor=ACTOR)
    for _ in range(9):
        manual_client.refresh_from_db()
        waits.append((manual_client.retry_at - timezone.now()).total_seconds())
        assert rotation_runner.advance(manual_client, actor=ACTOR).done == []  # not before it is due
        _end_wait(manual_client)
        assert rotation_runner.due(timezone.now()) == [manual_client.pk]
        rotation_runner.advance(manual_client, actor=ACTOR)
    assert manual_client.rotation_failures == 10
    assert waits[0] <= 5
    assert 300 - 1 <= waits[-1] <= 600
    assert waits[0] < waits[3] < waits[7]
    # one event for each try
    assert Event.objects.filter(client=manual_client, kind="proof_failed").count() == 10


def test_beat_finishes_rotation_after_registration(mosaic: Sandbox, manual_client: Client) -> None:
    old = manual_client.credentials.active().get()
    rotation_runner.rotate(manual_client, actor=ACTOR)
    new = manual_client.credentials.staged().get()
    _end_wait(manual_client)
    tasks.rotate_client(str(manual_client.pk))
    assert manual_client.credentials.active().get() == old
    register(mosaic, manual_client)
    _end_wait(manual_client)
    (due,) = rotation_runner.due(timezone.now())
    tasks.rotate_client(str(due))
    manual_client.refresh_from_db()
    assert manual_client.credentials.active().get() == new
    assert (manual_client.rotation_problem, manual_client.rotation_failures, manual_client.retry_at) == ("", 0, None)
    assert {old.material, new.material} <= set(manual_client.published)  # Mosaic's response replaces the confirmation


def test_overdue_proof_is_a_problem_until_it_succeeds(mosaic: Sandbox, manual_client: Client) -> None:
    old = manual_client.credentials.active().get()
    rotation_runner.rotate(manual_client, actor=ACTOR)
    for days, problem in ((6.9, ""), (7, "Rotation, prove")):
        manual_client.credentials.staged().update(created_at=timezone.now() - timedelta(days=days))
        _end_wait(manual_client)
        rotation_runner.advance(manual_client, actor=ACTOR)
        manual_client.refresh_from_db()
        assert manual_client.rotation_problem.startswith(problem)
        assert bool(manual_client.rotation_problem) == bool(problem)
    assert manual_client.credentials.active().get() == old
    assert token_refresh.current(manual_client, force=True).credential == old
    assert Event.objects.filter(client=manual_client, kind="problem").count() == 1
    _end_wait(manual_client)
    rotation_runner.advance(manual_client, actor=ACTOR)
    assert Event.objects.filter(client=manual_client, kind="problem").count() == 1  # recorded once
    register(mosaic, manual_client)
    _end_wait(manual_client)
    assert rotation_runner.advance(manual_client, actor=ACTOR).failure is None
    manual_client.refresh_from_db()
    assert (manual_client.rotation_problem, manual_client.problem_at) == ("", None)
    assert Event.objects.filter(client=manual_client, kind="problem_solved").count() == 1


def test_confirm_makes_proof_due(mosaic: Sandbox, manual_client: Client) -> None:
    run = rotation_runner.rotate(manual_client, actor=ACTOR)
    assert run.next_step is not None
    assert run.next_step.step is Step.PUBLISH
    register(mosaic, manual_client)
    publication.confirm(manual_client, actor=ACTOR)
    assert Event.objects.filter(client=manual_client, kind="published", actor=ACTOR, detail="manually").exists()
    _end_wait(manual_client)
    run = rotation_runner.advance(manual_client, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.PROVE, Step.ACTIVATE]


def test_wrong_confirmation_keeps_active_credential(manual_client: Client) -> None:
    old = manual_client.credentials.active().get()
    rotation_runner.rotate(manual_client, actor=ACTOR)
    publication.confirm(manual_client, actor=ACTOR)
    _end_wait(manual_client)
    run = rotation_runner.advance(manual_client, actor=ACTOR)
    assert isinstance(run.failure, MosaicRefusal)
    assert manual_client.credentials.active().get() == old


def test_confirm_refuses_client_without_key(payments: Client) -> None:
    with pytest.raises(MoveRefused, match="no credential to publish"):
        publication.confirm(payments, actor=ACTOR)


def test_old_key_is_not_destroyed_before_withdrawal(mosaic: Sandbox, manual_client: Client) -> None:
    old = manual_client.credentials.active().get()
    rotation_runner.rotate(manual_client, actor=ACTOR)
    register(mosaic, manual_client)
    publication.confirm(manual_client, actor=ACTOR)
    _end_wait(manual_client)
    rotation_runner.advance(manual_client, actor=ACTOR)
    ages = {"retiring_at": timezone.now() - timedelta(days=2)}
    manual_client.credentials.filter(pk=old.pk).update(**ages)
    run = rotation_runner.advance(manual_client, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.RETIRE]
    assert run.next_step is not None
    assert (run.next_step.step, bool(run.next_step.waiting_for)) == (Step.WITHDRAW, True)
    manual_client.credentials.filter(pk=old.pk).update(retired_at=timezone.now() - timedelta(days=300))
    assert rotation_runner.advance(manual_client, actor=ACTOR).done == []
    register(mosaic, manual_client)
    publication.confirm(manual_client, actor=ACTOR)
    assert [step.step for step in rotation_runner.advance(manual_client, actor=ACTOR).done] == [Step.DESTROY]


def test_retiring_staged_credential_clears_rotation_problem(mosaic: Sandbox, manual_client: Client) -> None:
    rotation_runner.rotate(manual_client, actor=ACTOR)
    manual_client.credentials.staged().update(created_at=timezone.now() - timedelta(days=8))
    _end_wait(manual_client)
    rotation_runner.advance(manual_client, actor=ACTOR)
    assert manual_client.rotation_problem
    register(mosaic, manual_client)
    proving.prove(manual_client, actor=ACTOR)
    activation.activate(manual_client, actor=ACTOR)
    rotation_runner.advance(manual_client, actor=ACTOR)
    manual_client.refresh_from_db()
    assert manual_client.rotation_problem == ""
