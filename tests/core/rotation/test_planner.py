"""The walk of a credential, decided from nothing but statuses, dates, policy and now."""

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


def situation(*credentials: RotatingCredential, **changes: object) -> RotationState:
    made = RotationState(
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
    return replace(made, **changes)  # type: ignore[arg-type]


def ahead(where: RotationState, policy: RotationPolicy = POLICY, now: datetime = NOW) -> NextStep | None:
    return next_step(plan(where, policy, now), now)


def test_a_fresh_certificate_waits_for_two_thirds_of_its_life() -> None:
    step = ahead(situation(ACTIVE))
    assert step is not None
    assert (step.step, step.at, step.is_ready(NOW)) == (Step.STAGE, NOW + 60 * DAY, False)


def test_at_two_thirds_of_its_life_the_successor_is_staged() -> None:
    now = NOW + 60 * DAY
    step = ahead(situation(ACTIVE), now=now)
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
def test_short_and_long_lives_both_make_sense(
    life: timedelta, renew_before: timedelta | None, after: timedelta
) -> None:
    credential = replace(ACTIVE, not_after=NOW + life)
    assert renewal_due_at(credential, replace(POLICY, renew_before=renew_before)) == NOW + after


@pytest.mark.parametrize("seconds", [1, 20, 60, 150, 600])
@pytest.mark.parametrize("renew_before", [None, HOUR])
def test_a_life_of_minutes_is_not_over_when_it_begins(seconds: int, renew_before: timedelta | None) -> None:
    """The backdating is no part of it, and one rotation is not followed by the next at once."""
    life = timedelta(seconds=seconds)
    credential = replace(ACTIVE, not_before=NOW - timedelta(minutes=5), not_after=NOW + life)
    due = renewal_due_at(credential, replace(POLICY, renew_before=renew_before, jitter=0.999))
    assert due is not None
    assert due >= NOW + max(life * 0.4, timedelta(seconds=30))


def test_what_was_imported_in_the_middle_of_its_life_is_renewed_at_two_thirds_of_it() -> None:
    imported = replace(ACTIVE, created_at=NOW + 70 * DAY)
    assert renewal_due_at(replace(ACTIVE, created_at=NOW + 20 * DAY), POLICY) <= NOW + 60 * DAY + HOUR
    assert renewal_due_at(imported, POLICY) == NOW + 70 * DAY + timedelta(seconds=30)


def test_jitter_moves_a_renewal_forward_by_a_twentieth_at_most() -> None:
    due = {renewal_due_at(ACTIVE, replace(POLICY, jitter=jitter)) for jitter in (0.0, 0.5, 0.999)}
    assert len(due) == 3
    assert min(filter(None, due)) >= NOW + 60 * DAY - 90 * DAY / 20


def test_without_automatic_rotation_nothing_is_staged_unless_it_is_asked_for() -> None:
    manual = replace(POLICY, automatic=False)
    now = NOW + 89 * DAY
    assert ahead(situation(ACTIVE), manual, now) is None
    asked = ahead(situation(ACTIVE, requested_at=now), manual, now)
    assert asked is not None
    assert asked.step is Step.STAGE


def test_a_credential_staged_by_hand_is_left_to_the_hand() -> None:
    assert ahead(situation(ACTIVE, STAGED), replace(POLICY, automatic=False)) is None


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (situation(ACTIVE, AWAITING), Step.CERTIFY),
        (situation(ACTIVE, STAGED), Step.PUBLISH),
        (situation(ACTIVE, STAGED, published=frozenset({"m-active", "m-staged"})), Step.PROVE),
        (situation(ACTIVE, replace(STAGED, proven=True)), Step.ACTIVATE),
    ],
    ids=["CSR", "staged", "published", "proven"],
)
def test_the_walk_goes_one_step_at_a_time(where: RotationState, expected: Step) -> None:
    step = ahead(where)
    assert step is not None
    assert step.step is expected
    assert step.is_ready(NOW)


def test_published_by_hand_it_waits_for_the_operator_but_asks_mosaic_meanwhile() -> None:
    steps = plan(situation(ACTIVE, STAGED, publishes_itself=False), POLICY, NOW)
    assert [(step.step, step.waits) for step in steps[:2]] == [
        (Step.PUBLISH, WaitingFor.OPERATOR),
        (Step.PROVE, WaitingFor.NO_ONE),
    ]
    assert next_step(steps, NOW) == steps[1]


def test_a_csr_without_an_issuer_of_ours_waits_for_the_authority() -> None:
    step = ahead(situation(ACTIVE, AWAITING, certifies_itself=False))
    assert step is not None
    assert step.waits is WaitingFor.AUTHORITY
    assert not step.is_ready(NOW)


def test_after_a_failure_mosaic_is_not_asked_before_its_time() -> None:
    later = NOW + timedelta(minutes=5)
    step = ahead(situation(ACTIVE, STAGED, retry_at=later))
    assert step is not None
    assert step.at == later


def test_a_staged_certificate_that_ended_unused_is_discarded() -> None:
    step = ahead(situation(ACTIVE, replace(STAGED, not_after=NOW)))
    assert step is not None
    assert (step.step, step.kid) == (Step.RETIRE, "staged")


def test_the_overlap_outlasts_the_longest_token_and_never_the_certificate() -> None:
    assert overlap_ends_at(RETIRING, POLICY) == NOW + HOUR + SKEW
    assert overlap_ends_at(RETIRING, replace(POLICY, overlap=2 * DAY)) == NOW + 2 * DAY
    assert overlap_ends_at(RETIRING, replace(POLICY, longest_token=12 * HOUR)) == NOW + 12 * HOUR + SKEW
    assert overlap_ends_at(replace(RETIRING, not_after=NOW + timedelta(minutes=9)), POLICY) == NOW + timedelta(
        minutes=9
    )


def test_retired_only_after_the_overlap_and_withdrawn_only_then() -> None:
    both = frozenset({"m-active", "m-retiring"})
    early = plan(situation(ACTIVE, RETIRING, published=both), POLICY, NOW)
    assert not any(step.is_ready(NOW) for step in early)
    assert Step.WITHDRAW not in {step.step for step in early}
    late = ahead(situation(ACTIVE, RETIRING, published=both), now=NOW + 2 * HOUR)
    assert late is not None
    assert (late.step, late.kid) == (Step.RETIRE, "retiring")
    withdrawn = ahead(situation(ACTIVE, RETIRED, published=frozenset({"m-active", "m-retired"})))
    assert withdrawn is not None
    assert withdrawn.step is Step.WITHDRAW


def test_a_key_is_destroyed_a_month_after_retiring_and_never_while_published() -> None:
    later = NOW + 30 * DAY
    gone = [step for step in plan(situation(ACTIVE, RETIRED), POLICY, later) if step.step is Step.DESTROY]
    assert [(step.kid, step.is_ready(later)) for step in gone] == [("retired", True)]
    held = situation(ACTIVE, RETIRED, published=frozenset({"m-active", "m-retired"}), publishes_itself=False)
    assert Step.DESTROY not in {step.step for step in plan(held, POLICY, later)}
    assert Step.DESTROY not in {step.step for step in plan(situation(replace(RETIRED, has_key=False)), POLICY, later)}


def test_a_renewal_under_the_same_authority_needs_no_publication() -> None:
    staged = replace(STAGED, material="m-active")
    step = ahead(situation(ACTIVE, staged, auth_method=AuthMethod.CA_SIGNED))
    assert step is not None
    assert step.step is Step.PROVE
    changed = ahead(situation(ACTIVE, STAGED, auth_method=AuthMethod.CA_SIGNED))
    assert changed is not None
    assert changed.step is Step.PUBLISH


def test_mosaic_should_hold_all_keys_in_use_of_a_self_signed_client_and_one_chain_of_a_ca_signed_one() -> None:
    credentials = (ACTIVE, STAGED, RETIRING, RETIRED)
    assert situation(*credentials).wanted == {"m-active", "m-staged", "m-retiring"}
    assert situation(*credentials, auth_method=AuthMethod.CA_SIGNED).wanted == {"m-staged"}
    assert situation(ACTIVE, RETIRING, auth_method=AuthMethod.CA_SIGNED).wanted == {"m-active"}
    assert situation(RETIRED, auth_method=AuthMethod.CA_SIGNED).wanted == frozenset()


def test_patience_with_a_proof_ends() -> None:
    assert not proof_is_overdue(STAGED, POLICY, NOW + 6 * DAY)
    assert proof_is_overdue(STAGED, POLICY, NOW + 7 * DAY)
    assert not proof_is_overdue(replace(STAGED, proven=True), POLICY, NOW + 70 * DAY)


def test_the_beat_looks_again_at_the_earliest_step_that_waits_for_the_clock() -> None:
    waiting = situation(ACTIVE, RETIRING, AWAITING, certifies_itself=False)
    assert wake_at(plan(waiting, POLICY, NOW)) == overlap_ends_at(RETIRING, POLICY)
    assert wake_at(plan(situation(AWAITING, certifies_itself=False), POLICY, NOW)) is None
    assert wake_at(plan(situation(), POLICY, NOW)) is None


CHANGED = {"auth_method": AuthMethod.CA_SIGNED, "published": frozenset({"m-staged"})}
"""A CA-signed client whose staged credential, under another CA, took the one place at Mosaic."""


def test_a_changed_authority_that_is_not_accepted_in_time_makes_room_for_the_one_in_use() -> None:
    early = ahead(situation(ACTIVE, STAGED, **CHANGED), now=NOW + 6 * DAY)
    assert early is not None
    assert early.step is Step.PROVE
    steps = plan(situation(ACTIVE, STAGED, **CHANGED), POLICY, NOW + 6 * DAY)
    assert (Step.PUBLISH, "active", NOW + 7 * DAY) in [(step.step, step.kid, step.at) for step in steps]
    overdue = ahead(situation(ACTIVE, STAGED, **CHANGED), now=NOW + 7 * DAY)
    assert overdue is not None
    assert (overdue.step, overdue.kid, overdue.is_ready(NOW + 7 * DAY)) == (Step.PUBLISH, "active", True)
    assert "overdue" in overdue.why


def test_once_the_one_in_use_is_back_the_changed_authority_waits_for_the_operator() -> None:
    now = NOW + 7 * DAY
    restored = situation(ACTIVE, STAGED, auth_method=AuthMethod.CA_SIGNED)
    step = ahead(restored, now=now)
    assert step is not None
    assert (step.step, step.kid, step.waits) == (Step.PUBLISH, "staged", WaitingFor.OPERATOR)
    again = ahead(replace(restored, requested_at=now), now=now)
    assert again is not None
    assert (again.step, again.kid, again.is_ready(now)) == (Step.PUBLISH, "staged", True)


def test_patience_with_a_changed_authority_counts_from_its_publication() -> None:
    now = NOW + 13 * DAY
    step = ahead(situation(ACTIVE, STAGED, **CHANGED, published_at=NOW + 6.5 * DAY), now=now)
    assert step is not None
    assert step.step is Step.PROVE


def test_nothing_makes_room_for_what_has_ended() -> None:
    ended = replace(ACTIVE, not_after=NOW + DAY)
    step = ahead(situation(ended, STAGED, **CHANGED), now=NOW + 8 * DAY)
    assert step is not None
    assert (step.step, step.kid) == (Step.PROVE, "staged")


@pytest.mark.parametrize("method", list(AuthMethod))
@pytest.mark.parametrize("other", [None, AWAITING, RETIRED], ids=["alone", "CSR", "retired"])
def test_what_is_in_use_is_published_whatever_became_of_its_successor(
    method: AuthMethod, other: RotatingCredential | None
) -> None:
    where = situation(*filter(None, (ACTIVE, other)), auth_method=method, published=frozenset({"m-retired"}))
    step = ahead(where)
    assert step is not None
    assert (step.step, step.kid, step.is_ready(NOW)) == (Step.PUBLISH, "active", True)
    by_hand = plan(replace(where, publishes_itself=False), POLICY, NOW)[0]
    assert (by_hand.step, by_hand.kid, by_hand.waits) == (Step.PUBLISH, "active", WaitingFor.OPERATOR)


def test_by_hand_nobody_is_asked_to_publish_what_nobody_ever_told_of() -> None:
    manual = replace(POLICY, automatic=False)
    assert plan(situation(ACTIVE, published=frozenset(), publishes_itself=False), manual, NOW) == []


def test_the_first_push_without_another_clients_token_waits_for_the_operator_and_the_proof_tells() -> None:
    first = situation(STAGED, published=frozenset(), has_manager=False)
    steps = plan(first, POLICY, NOW)
    assert [(step.step, step.waits) for step in steps] == [
        (Step.PUBLISH, WaitingFor.OPERATOR),
        (Step.PROVE, WaitingFor.NO_ONE),
    ]
    (managed,) = plan(replace(first, has_manager=True), POLICY, NOW)
    assert (managed.step, managed.waits) == (Step.PUBLISH, WaitingFor.NO_ONE)
    second = situation(ACTIVE, STAGED, has_manager=False)
    assert second.can_push(NOW)
    assert not second.can_push(NOW + 90 * DAY)  # its token was had with a certificate that has ended


@pytest.mark.parametrize("method", list(AuthMethod))
def test_what_mosaic_holds_of_a_client_out_of_service_is_taken_out_by_hand_whoever_could_push(
    method: AuthMethod,
) -> None:
    ended = situation(replace(RETIRED, has_key=False), auth_method=method, published=frozenset({"m-retired"}))
    (step,) = plan(ended, POLICY, NOW)
    assert (step.step, step.waits) == (Step.WITHDRAW, WaitingFor.OPERATOR)
    assert plan(replace(ended, published=frozenset()), POLICY, NOW) == []


def test_a_chain_that_another_takes_the_place_of_is_not_taken_out() -> None:
    for living in (AWAITING, RETIRING):
        held = situation(living, auth_method=AuthMethod.CA_SIGNED, published=frozenset({"m-old"}))
        assert Step.WITHDRAW not in {step.step for step in plan(held, POLICY, NOW)}
