"""The planner gives one step at a time, decided only by statuses, dates, policy and the current time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mosaic_clients.core.rotation.planner import plan, wake_at
from mosaic_clients.core.rotation.schedule import SKEW, overlap_ends_at, proof_is_overdue
from mosaic_clients.core.rotation.state import RotationState, Step, WaitingFor
from tests.core.rotation.states import (
    ACTIVE,
    AWAITING,
    DAY,
    HOUR,
    NOW,
    POLICY,
    RETIRED,
    RETIRING,
    STAGED,
    first_step,
    state_of,
)


def test_credential_staged_manually_has_no_automatic_step() -> None:
    assert first_step(state_of(ACTIVE, STAGED), replace(POLICY, automatic=False)) is None


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (state_of(ACTIVE, AWAITING), Step.CERTIFY),
        (state_of(ACTIVE, STAGED), Step.PUBLISH),
        (state_of(ACTIVE, STAGED, published=frozenset({"m-active", "m-staged"})), Step.PROVE),
        (state_of(ACTIVE, replace(STAGED, proven=True)), Step.ACTIVATE),
    ],
    ids=["CSR", "staged", "published", "proven"],
)
def test_rotation_goes_one_step_at_a_time(state: RotationState, expected: Step) -> None:
    step = first_step(state)
    assert step is not None
    assert step.step is expected
    assert step.is_ready(NOW)


def test_csr_without_automatic_issuer_waits_for_the_authority() -> None:
    step = first_step(state_of(ACTIVE, AWAITING, certifies_itself=False))
    assert step is not None
    assert step.waiting_for is WaitingFor.AUTHORITY
    assert not step.is_ready(NOW)


def test_mosaic_is_not_called_before_retry_at() -> None:
    later = NOW + timedelta(minutes=5)
    step = first_step(state_of(ACTIVE, STAGED, retry_at=later))
    assert step is not None
    assert step.at == later


def test_expired_staged_certificate_is_retired() -> None:
    step = first_step(state_of(ACTIVE, replace(STAGED, not_after=NOW)))
    assert step is not None
    assert (step.step, step.kid) == (Step.RETIRE, "staged")


def test_overlap_outlasts_the_longest_token_but_not_the_certificate() -> None:
    assert overlap_ends_at(RETIRING, POLICY) == NOW + HOUR + SKEW
    assert overlap_ends_at(RETIRING, replace(POLICY, overlap=2 * DAY)) == NOW + 2 * DAY
    assert overlap_ends_at(RETIRING, replace(POLICY, longest_token=12 * HOUR)) == NOW + 12 * HOUR + SKEW
    assert overlap_ends_at(replace(RETIRING, not_after=NOW + timedelta(minutes=9)), POLICY) == NOW + timedelta(
        minutes=9
    )


def test_retirement_and_withdrawal_wait_for_the_overlap() -> None:
    both = frozenset({"m-active", "m-retiring"})
    early = plan(state_of(ACTIVE, RETIRING, published=both), POLICY, NOW)
    assert not any(step.is_ready(NOW) for step in early)
    assert Step.WITHDRAW not in {step.step for step in early}
    late = first_step(state_of(ACTIVE, RETIRING, published=both), now=NOW + 2 * HOUR)
    assert late is not None
    assert (late.step, late.kid) == (Step.RETIRE, "retiring")
    withdrawn = first_step(state_of(ACTIVE, RETIRED, published=frozenset({"m-active", "m-retired"})))
    assert withdrawn is not None
    assert withdrawn.step is Step.WITHDRAW


def test_key_is_destroyed_a_month_after_retiring_unless_published() -> None:
    later = NOW + 30 * DAY
    steps = [step for step in plan(state_of(ACTIVE, RETIRED), POLICY, later) if step.step is Step.DESTROY]
    assert [(step.kid, step.is_ready(later)) for step in steps] == [("retired", True)]
    state = state_of(ACTIVE, RETIRED, published=frozenset({"m-active", "m-retired"}), publishes_itself=False)
    assert Step.DESTROY not in {step.step for step in plan(state, POLICY, later)}
    assert Step.DESTROY not in {step.step for step in plan(state_of(replace(RETIRED, has_key=False)), POLICY, later)}


def test_proof_becomes_overdue() -> None:
    assert not proof_is_overdue(STAGED, POLICY, NOW + 6 * DAY)
    assert proof_is_overdue(STAGED, POLICY, NOW + 7 * DAY)
    assert not proof_is_overdue(replace(STAGED, proven=True), POLICY, NOW + 70 * DAY)


def test_wake_at_is_the_earliest_step_that_waits_for_its_time() -> None:
    waiting = state_of(ACTIVE, RETIRING, AWAITING, certifies_itself=False)
    assert wake_at(plan(waiting, POLICY, NOW)) == overlap_ends_at(RETIRING, POLICY)
    assert wake_at(plan(state_of(AWAITING, certifies_itself=False), POLICY, NOW)) is None
    assert wake_at(plan(state_of(), POLICY, NOW)) is None
