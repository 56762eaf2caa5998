"""A rotation from the first to the last step, against a Mosaic that checks certificates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import Client, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import activation, transitions
from mosaic_clients.services.rotation import emergency_revocation
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import configuration_at_mosaic
from tests.services.conftest import ACTOR


def _held_kids(mosaic: Sandbox, client: Client) -> set[str]:
    return {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]}


def test_rotate_stages_publishes_proves_and_activates(mosaic: Sandbox, self_signed: Client) -> None:
    old = self_signed.credentials.active().get()
    token_refresh.current(self_signed)
    run = rotation_runner.rotate(self_signed, actor=ACTOR, expected_kid=old.kid)
    assert [step.step for step in run.done] == [Step.STAGE, Step.PUBLISH, Step.PROVE, Step.ACTIVATE]
    new = self_signed.credentials.active().get()
    assert new.kid != old.kid
    assert _held_kids(mosaic, self_signed) == {old.kid, new.kid}
    assert token_refresh.current(self_signed).credential == new
    assert run.next_step is not None
    assert (run.next_step.step, run.next_step.kid) == (Step.RETIRE, old.kid)
    assert run.next_step.at >= timezone.now() + timedelta(minutes=59)


def test_each_step_is_recorded_with_actor_and_reason(self_signed: Client) -> None:
    before = set(Event.objects.values_list("pk", flat=True))
    run = rotation_runner.rotate(self_signed, actor="oscar")
    events = Event.objects.filter(client=self_signed).exclude(pk__in=before).order_by("pk")
    assert [(event.kind, event.actor) for event in events] == [
        (kind, "oscar") for kind in ("staged", "published", "proven", "retiring", "activated")
    ]
    whys = [step.why for step in run.done]
    reasons = [*whys[:3], whys[3], whys[3]]  # the old one becomes RETIRING when the new one is activated
    assert all(why in event.detail for why, event in zip(reasons, events, strict=True))
    activation.roll_back(self_signed, actor="oscar")
    rolled_back = Event.objects.get(kind="rolled_back")
    assert rolled_back.detail == ""  # no reason is left for later events


def test_old_key_is_withdrawn_after_overlap_and_destroyed_later(mosaic: Sandbox, self_signed: Client) -> None:
    old = self_signed.credentials.active().get()
    rotation_runner.rotate(self_signed, actor=ACTOR)
    self_signed.credentials.filter(pk=old.pk).update(retiring_at=timezone.now() - timedelta(days=1))
    run = rotation_runner.advance(self_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.RETIRE, Step.WITHDRAW]
    assert old.kid not in _held_kids(mosaic, self_signed)
    self_signed.credentials.filter(pk=old.pk).update(retired_at=timezone.now() - timedelta(days=31))
    run = rotation_runner.advance(self_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.DESTROY]
    old.refresh_from_db()
    assert not old.private_key
    assert old.key_destroyed_at


def test_renewal_of_ca_signed_client_is_not_published(mosaic: Sandbox, ca_signed: Client) -> None:
    before = configuration_at_mosaic(mosaic, ca_signed)
    run = rotation_runner.rotate(ca_signed, actor=ACTOR)
    assert [step.step for step in run.done] == [Step.STAGE, Step.CERTIFY, Step.PROVE, Step.ACTIVATE]
    assert configuration_at_mosaic(mosaic, ca_signed) == before


def test_roll_back_works_while_mosaic_holds_old_key(self_signed: Client) -> None:
    old = self_signed.credentials.active().get()
    rotation_runner.rotate(self_signed, actor=ACTOR)
    assert activation.roll_back(self_signed, actor=ACTOR).kid == old.kid
    assert token_refresh.current(self_signed).credential.kid == old.kid


def test_rotate_refuses_outdated_expected_kid(self_signed: Client) -> None:
    kid = self_signed.credentials.active().get().kid
    rotation_runner.rotate(self_signed, actor=ACTOR, expected_kid=kid)
    with pytest.raises(MoveRefused, match="by someone else"):
        rotation_runner.rotate(self_signed, actor="oscar", expected_kid=kid)


def test_revoked_key_is_withdrawn_and_replaced_immediately(mosaic: Sandbox, self_signed: Client) -> None:
    leaked = self_signed.credentials.active().get()
    token = token_refresh.current(self_signed).value
    radius = emergency_revocation.impact_of(leaked)
    assert (radius.is_in_use, radius.is_published, len(radius.resources)) == (True, True, 1)
    run = emergency_revocation.revoke(self_signed, leaked.kid, actor=ACTOR).run
    assert run is not None
    assert run.failure is None
    assert mosaic.is_revoked(token)
    new = self_signed.credentials.active().get()
    assert _held_kids(mosaic, self_signed) == {new.kid}
    leaked.refresh_from_db()
    assert not leaked.private_key
    assert token_refresh.current(self_signed).credential == new


def test_retiring_staged_credential_cancels_rotation(self_signed: Client) -> None:
    old = self_signed.credentials.active().get()
    Client.objects.filter(pk=self_signed.pk).update(publication="manual", client_id="unknown-to-mosaic")
    self_signed.refresh_from_db()
    assert rotation_runner.rotate(self_signed, actor=ACTOR).failure is not None
    transitions.retire(self_signed, self_signed.credentials.pending().get().kid, actor=ACTOR)
    assert rotation_runner.advance(self_signed, actor=ACTOR).done == []
    assert not self_signed.credentials.pending().exists()
    assert self_signed.credentials.active().get() == old


def test_key_that_mosaic_still_holds_is_not_destroyed(self_signed: Client) -> None:
    old = self_signed.credentials.active().get()
    rotation_runner.rotate(self_signed, actor=ACTOR)
    transitions.retire(self_signed, old.kid, actor=ACTOR)
    with pytest.raises(MoveRefused):
        transitions.destroy_key(self_signed, old.kid, actor=ACTOR)
    old.refresh_from_db()
    assert old.private_key
