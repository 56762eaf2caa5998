"""An operator acts while a rotation step waits for Mosaic: the run continues from the new state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, transitions
from mosaic_clients.services.rotation import lease as rotation_lease
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.services.conftest import ACTOR

OTHER = "oscar"


def _during_the_proof(monkeypatch: pytest.MonkeyPatch, act: Callable[[Client, Credential], Any]) -> None:
    """Mosaic accepts the staged credential, but the first time it answers only after another operator has acted."""
    real, acted = token_refresh.obtain, []

    def obtain(client: Client, credential: Credential, resource: str, **limits: Any) -> Any:
        answer = real(client, credential, resource, **limits)
        if credential.state is CredentialStatus.STAGED and not acted:
            acted.append(credential)
            act(Client.objects.get(pk=client.pk), credential)
        return answer

    monkeypatch.setattr(token_refresh, "obtain", obtain)


def test_retiring_staged_credential_during_proof_ends_rotation(
    self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = self_signed.credentials.active().get()
    _during_the_proof(monkeypatch, lambda client, staged: transitions.retire(client, staged.kid, actor=OTHER))
    run = rotation_runner.rotate(self_signed, actor=ACTOR)
    # the unneeded key is withdrawn; nothing is staged, proven or activated again
    assert [step.step for step in run.done] == [Step.STAGE, Step.PUBLISH, Step.WITHDRAW]
    assert self_signed.credentials.active().get() == old
    discarded = self_signed.credentials.exclude(pk=old.pk).get()
    assert (discarded.state, discarded.proven_at) == (CredentialStatus.RETIRED, None)
    assert not Event.objects.filter(kind="proven", kid=discarded.kid).exists()
    self_signed.refresh_from_db()
    assert (run.failure, self_signed.rotation_problem, self_signed.retry_at) == (None, "", None)


def test_activating_staged_credential_during_proof_completes_rotation(
    self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _during_the_proof(monkeypatch, lambda client, _: activation.activate(client, actor=OTHER, unproven=True))
    run = rotation_runner.rotate(self_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE, Step.PUBLISH]
    assert run.failure is None
    active = self_signed.credentials.active().get()
    assert active.proven_at is None
    assert Event.objects.get(kind="activated", kid=active.kid).actor == OTHER
    assert self_signed.credentials.count() == 2


def test_turning_automatic_rotation_off_stops_the_run(self_signed: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    Client.objects.filter(pk=self_signed.pk).update(automatic=True)
    long_ago = timezone.now() - timedelta(days=90)
    self_signed.credentials.active().update(not_before=long_ago, created_at=long_ago, not_after=timezone.now())

    def turn_off(client: Client, _: Credential) -> None:
        Client.objects.filter(pk=client.pk).update(automatic=False)

    _during_the_proof(monkeypatch, turn_off)
    run = rotation_runner.advance(self_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE, Step.PUBLISH, Step.PROVE]
    assert self_signed.credentials.staged().get().proven_at


def test_due_time_stored_at_the_end_of_a_run_is_kept_and_the_client_is_free(
    self_signed: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, row, earlier = rotation_lease.plan, Client.objects.filter(pk=self_signed.pk), timezone.now()

    def plan_while_an_operator_makes_it_due(client: Client, now: datetime) -> Any:
        row.update(rotation_due_at=earlier)
        return real(client, now)

    monkeypatch.setattr(rotation_lease, "plan", plan_while_an_operator_makes_it_due)
    rotation_runner.rotate(self_signed, actor=ACTOR)
    stored = row.get()
    assert (stored.rotation_due_at, stored.claimed_until) == (earlier, None)
    assert self_signed.rotation_due_at == earlier  # a later save of the caller's object keeps it
