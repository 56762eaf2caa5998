"""What the planner publishes and withdraws, who does it, and how it restores the active credential."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.planner import next_step, plan
from mosaic_clients.core.rotation.state import RotatingCredential, Step, WaitingFor
from tests.core.rotation.states import (
    ACTIVE,
    AWAITING,
    DAY,
    NOW,
    POLICY,
    RETIRED,
    RETIRING,
    STAGED,
    first_step,
    state_of,
)


def test_manual_publication_waits_for_operator_and_tries_the_proof() -> None:
    steps = plan(state_of(ACTIVE, STAGED, publishes_itself=False), POLICY, NOW)
    assert [(step.step, step.waiting_for) for step in steps[:2]] == [
        (Step.PUBLISH, WaitingFor.OPERATOR),
        (Step.PROVE, WaitingFor.NO_ONE),
    ]
    assert next_step(steps, NOW) == steps[1]


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
    manual = plan(replace(state, publishes_itself=False), POLICY, NOW)[0]
    assert (manual.step, manual.kid, manual.waiting_for) == (Step.PUBLISH, "active", WaitingFor.OPERATOR)


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
def test_last_key_of_a_client_is_withdrawn_manually(
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
