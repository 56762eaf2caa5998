"""The planner decides the rotation of a client only by statuses, dates, policy and the current time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.planner import next_step, plan, wake_at
from mosaic_clients.core.rotation.schedule import SKEW, overlap_ends_at, proof_is_overdue, renewal_due_at
from mosaic_clients.core.rotation.state import (
    NextStep,
    RotatingCredential,
    RotationPolicy,
    RotationState,
    Step,
    WaitingFor,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POLICY = RotationPolicy(
    automatic=True,
    renew_before=None,
    overlap=HOUR,
    destroy_after=30 * DAY,
    proof_patience=7 * DAY,
    longest_token=HOUR,
    jitter=0.0,
)
ACTIVE = RotatingCredential(
    kid="active",
    status=CredentialStatus.ACTIVE,
    material="m-active",
    created_at=NOW,
    not_before=NOW,
    not_after=NOW + 90 * DAY,
    proven=True,
    retiring_since=None,
    ended_at=None,
    has_key=True,
)
STAGED = replace(ACTIVE, kid="staged", status=CredentialStatus.STAGED, material="m-staged", proven=False)
AWAITING = replace(STAGED, status=CredentialStatus.AWAITING_CERTIFICATE, material="", not_before=None, not_after=None)
RETIRING = replace(ACTIVE, kid="retiring", status=CredentialStatus.RETIRING, material="m-retiring", retiring_since=NOW)
RETIRED = replace(RETIRING, kid="retired", status=CredentialStatus.RETIRED, material="m-retired", ended_at=NOW)


def state_of(*credentials: RotatingCredential, **changes: object) -> RotationState:
    state = RotationState(
        auth_method=AuthMethod.SELF_SIGNED,
        credentials=credentials,
        published=frozenset({"m-active"}),
        published_at=NOW,
        requested_at=None,
        publishes_itself=True,
        has_manager=True,
        certifies_itself=True,
        retry_at=None,
    )
    return replace(state, **changes)  # type: ignore[arg-type]


def first_step(state: RotationState, policy: RotationPolicy = POLICY, now: datetime = NOW) -> NextStep | None:
    return next_step(plan(state, policy, now), now)


def test_new_certificate_waits_for_two_thirds_of_its_lifetime() -> None:
    step = first_step(state_of(ACTIVE))
    assert step is not None
    assert (step.step, step.at, step.is_ready(NOW)) == (Step.STAGE, NOW + 60 * DAY, False)


def test_successor_is_staged_at_two_thirds_of_the_lifetime() -> None:
    now = NOW + 60 * DAY
    step = first_step(state_of(ACTIVE), now=now)
    assert step is not None
    assert step.step is Step.STAGE
    assert step.is_ready(now)


@pytest.mark.parametrize(
    ("life", "renew_before", "after"),
    [
        (2 * HOUR, None, timedelta(hours=4, minutes=0) / 3),
        (90 * DAY, 14 * DAY, 76 * DAY),
        (2 * HOUR, 14 * DAY, HOUR),
        (3650 * DAY, 30 * DAY, 3620 * DAY),
    ],
    ids=["hours", "days before the end", "never in the first half", "years"],
)
def test_renewal_time_suits_short_and_long_lifetimes(
    life: timedelta, renew_before: timedelta | None, after: timedelta
) -> None:
    credential = replace(ACTIVE, not_after=NOW + life)
    assert renewal_due_at(credential, replace(POLICY, renew_before=renew_before)) == NOW + after


@pytest.mark.parametrize("seconds", [1, 20, 60, 150, 600])
@pytest.mark.parametrize("renew_before", [None, HOUR])
def test_lifetime_of_minutes_is_not_renewed_immediately(seconds: int, renew_before: timedelta | None) -> None:
    """The backdating does not count, and a rotation does not start immediately after another."""
    life = timedelta(seconds=seconds)
    credential = replace(ACTIVE, not_before=NOW - timedelta(minutes=5), not_after=NOW + life)
    due = renewal_due_at(credential, replace(POLICY, renew_before=renew_before, jitter=0.999))
    assert due is not None
    assert due >= NOW + max(life * 0.4, timedelta(seconds=30))


def test_imported_certificate_renews_at_two_thirds_of_its_lifetime() -> None:
    imported = replace(ACTIVE, created_at=NOW + 70 * DAY)
    assert renewal_due_at(replace(ACTIVE, created_at=NOW + 20 * DAY), POLICY) <= NOW + 60 * DAY + HOUR
    assert renewal_due_at(imported, POLICY) == NOW + 70 * DAY + timedelta(seconds=30)


def test_jitter_moves_a_renewal_forward_by_at_most_a_twentieth() -> None:
    due = {renewal_due_at(ACTIVE, replace(POLICY, jitter=jitter)) for jitter in (0.0, 0.5, 0.999)}
    assert len(due) == 3
    assert min(filter(None, due)) >= NOW + 60 * DAY - 90 * DAY / 20


def test_without_automatic_rotation_only_a_request_stages() -> None:
    manual = replace(POLICY, automatic=False)
    now = NOW + 89 * DAY
    assert first_step(state_of(ACTIVE), manual, now) is None
    step = first_step(state_of(ACTIVE, requested_at=now), manual, now)
    assert step is not None
    assert step.step is Step.STAGE


def test_credential_staged_by_hand_has_no_automatic_step() -> None:
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


def test_manual_publication_waits_for_operator_and_tries_the_proof() -> None:
    steps = plan(state_of(ACTIVE, STAGED, publishes_itself=False), POLICY, NOW)
    assert [(step.step, step.waiting_for) for step in steps[:2]] == [
        (Step.PUBLISH, WaitingFor.OPERATOR),
        (Step.PROVE, WaitingFor.NO_ONE),
    ]
    assert next_step(steps, NOW) == steps[1]


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


def test_renewal_under_the_same_authority_needs_no_publication() -> None:
    staged = replace(STAGED, material="m-active")
    step = first_step(state_of(ACTIVE, staged, auth_method=AuthMethod.CA_SIGNED))
    assert step is not None
    assert step.step is Step.PROVE
    changed = first_step(state_of(ACTIVE, STAGED, auth_method=AuthMethod.CA_SIGNED))
    assert changed is not None
    assert changed.step is Step.PUBLISH


def test_wanted_is_every_key_if_self_signed_and_one_chain_if_ca_signed() -> None:
    credentials = (ACTIVE, STAGED, RETIRING, RETIRED)
    assert state_of(*credentials).wanted == {"m-active", "m-staged", "m-retiring"}
    assert state_of(*credentials, auth_method=AuthMethod.CA_SIGNED).wanted == {"m-staged"}
    assert state_of(ACTIVE, RETIRING, auth_method=AuthMethod.CA_SIGNED).wanted == {"m-active"}
    assert state_of(RETIRED, auth_method=AuthMethod.CA_SIGNED).wanted == frozenset()


def test_proof_becomes_overdue() -> None:
    assert not proof_is_overdue(STAGED, POLICY, NOW + 6 * DAY)
    assert proof_is_overdue(STAGED, POLICY, NOW + 7 * DAY)
    assert not proof_is_overdue(replace(STAGED, proven=True), POLICY, NOW + 70 * DAY)


def test_wake_at_is_the_earliest_step_that_waits_for_its_time() -> None:
    waiting = state_of(ACTIVE, RETIRING, AWAITING, certifies_itself=False)
    assert wake_at(plan(waiting, POLICY, NOW)) == overlap_ends_at(RETIRING, POLICY)
    assert wake_at(plan(state_of(AWAITING, certifies_itself=False), POLICY, NOW)) is None
    assert wake_at(plan(state_of(), POLICY, NOW)) is None


CHANGED = {"auth_method": AuthMethod.CA_SIGNED, "published": frozenset({"m-staged"})}
"""A CA-signed client: Mosaic holds one chain, and it is that of the staged credential, of another CA."""


def test_overdue_changed_authority_restores_the_active_credential() -> None:
    early = first_step(state_of(ACTIVE, STAGED, **CHANGED), now=NOW + 6 * DAY)
    assert early is not None
    assert early.step is Step.PROVE
    steps = plan(state_of(ACTIVE, STAGED, **CHANGED), POLICY, NOW + 6 * DAY)
    assert (Step.PUBLISH, "active", NOW + 7 * DAY) in [(step.step, step.kid, step.at) for step in steps]
    overdue = first_step(state_of(ACTIVE, STAGED, **CHANGED), now=NOW + 7 * DAY)
    assert overdue is not None
    assert (overdue.step, overdue.kid, overdue.is_ready(NOW + 7 * DAY)) == (Step.PUBLISH, "active", True)
    assert "overdue" in overdue.why


def test_changed_authority_waits_for_operator_after_the_restoration() -> None:
    now = NOW + 7 * DAY
    restored = state_of(ACTIVE, STAGED, auth_method=AuthMethod.CA_SIGNED)
    step = first_step(restored, now=now)
    assert step is not None
    assert (step.step, step.kid, step.waiting_for) == (Step.PUBLISH, "staged", WaitingFor.OPERATOR)
    again = first_step(replace(restored, requested_at=now), now=now)
    assert again is not None
    assert (again.step, again.kid, again.is_ready(now)) == (Step.PUBLISH, "staged", True)


def test_time_for_a_changed_authority_counts_from_its_publication() -> None:
    now = NOW + 13 * DAY
    step = first_step(state_of(ACTIVE, STAGED, **CHANGED, published_at=NOW + 6.5 * DAY), now=now)
    assert step is not None
    assert step.step is Step.PROVE


def test_expired_active_credential_is_not_restored() -> None:
    ended = replace(ACTIVE, not_after=NOW + DAY)
    step = first_step(state_of(ended, STAGED, **CHANGED), now=NOW + 8 * DAY)
    assert step is not None
    assert (step.step, step.kid) == (Step.PROVE, "staged")


@pytest.mark.parametrize("method", list(AuthMethod))
@pytest.mark.parametrize("other", [None, AWAITING, RETIRED], ids=["alone", "CSR", "retired"])
def test_active_credential_is_published_whatever_its_successor_status(
    method: AuthMethod, other: RotatingCredential | None
) -> None:
    state = state_of(*filter(None, (ACTIVE, other)), auth_method=method, published=frozenset({"m-retired"}))
    step = first_step(state)
    assert step is not None
    assert (step.step, step.kid, step.is_ready(NOW)) == (Step.PUBLISH, "active", True)
    by_hand = plan(replace(state, publishes_itself=False), POLICY, NOW)[0]
    assert (by_hand.step, by_hand.kid, by_hand.waiting_for) == (Step.PUBLISH, "active", WaitingFor.OPERATOR)


def test_manual_publication_that_was_never_confirmed_is_not_requested() -> None:
    manual = replace(POLICY, automatic=False)
    assert plan(state_of(ACTIVE, published=frozenset(), publishes_itself=False), manual, NOW) == []


def test_first_push_without_manager_waits_for_operator_and_tries_the_proof() -> None:
    first = state_of(STAGED, published=frozenset(), has_manager=False)
    steps = plan(first, POLICY, NOW)
    assert [(step.step, step.waiting_for) for step in steps] == [
        (Step.PUBLISH, WaitingFor.OPERATOR),
        (Step.PROVE, WaitingFor.NO_ONE),
    ]
    (managed,) = plan(replace(first, has_manager=True), POLICY, NOW)
    assert (managed.step, managed.waiting_for) == (Step.PUBLISH, WaitingFor.NO_ONE)
    second = state_of(ACTIVE, STAGED, has_manager=False)
    assert second.can_push(NOW)
    assert not second.can_push(NOW + 90 * DAY)  # the certificate for its token has expired


@pytest.mark.parametrize("method", list(AuthMethod))
def test_last_key_of_a_client_is_withdrawn_by_hand(
    method: AuthMethod,
) -> None:
    ended = state_of(replace(RETIRED, has_key=False), auth_method=method, published=frozenset({"m-retired"}))
    (step,) = plan(ended, POLICY, NOW)
    assert (step.step, step.waiting_for) == (Step.WITHDRAW, WaitingFor.OPERATOR)
    assert plan(replace(ended, published=frozenset()), POLICY, NOW) == []


def test_replaced_chain_is_not_withdrawn() -> None:
    for living in (AWAITING, RETIRING):
        state = state_of(living, auth_method=AuthMethod.CA_SIGNED, published=frozenset({"m-old"}))
        assert Step.WITHDRAW not in {step.step for step in plan(state, POLICY, NOW)}
