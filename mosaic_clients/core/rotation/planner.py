"""The rotation of a client's credentials: (statuses, dates, policy, now) → the next steps, their times and reasons.

    stage → (certificate) → publish → prove → activate → overlap → retire → withdraw → destroy the key

One state machine for the admin, the shell and the beat. It only decides; ``services.rotation`` performs one step at a
time. What Mosaic must hold of a credential is its *material*: a digest of its certificate if the client is self-signed,
or of its issuers and subject if it is CA-signed, so that a renewal under the same CA needs no publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.schedule import overlap_ends_at, renewal_due_at
from mosaic_clients.core.rotation.state import (
    NextStep,
    RotatingCredential,
    RotationPolicy,
    RotationState,
    Step,
    WaitingFor,
)


def plan(state: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    """Every step that can be planned now, the most urgent kind first."""
    pending = state.of(CredentialStatus.STAGED, CredentialStatus.AWAITING_CERTIFICATE)
    steps: list[NextStep] = []
    if pending:
        steps += _pending_steps(state, policy, pending[0], now)
    else:
        steps += _renewal(state, policy, now)
    steps += _ending_steps(state, policy, now)
    restoring = _restoring_steps(state, policy, now)
    if any(step.at <= now for step in restoring):  # the active credential goes before the pending one
        return restoring + steps
    return steps + restoring


def next_step(steps: Iterable[NextStep], now: datetime) -> NextStep | None:
    """The one step to do or to wait for: the first that is ready, otherwise the first one."""
    planned = list(steps)
    return next((step for step in planned if step.is_ready(now)), planned[0] if planned else None)


def wake_at(steps: Iterable[NextStep]) -> datetime | None:
    """When to plan again: at the earliest step that waits only for its time; None if every step waits for people."""
    return min((step.at for step in steps if not step.waiting_for), default=None)


def is_given_up(state: RotationState, policy: RotationPolicy, now: datetime) -> bool:
    """Whether the proof of a changed CA or subject DN is given up, because the active credential gets no tokens."""
    at, active = _given_up_at(state, policy), state.of(CredentialStatus.ACTIVE)
    is_rotating = policy.automatic or state.requested
    return is_rotating and at is not None and at <= now and not active[0].has_ended(now)


def _given_up_at(state: RotationState, policy: RotationPolicy) -> datetime | None:
    """Until when a changed CA or subject DN is tried, or None. A new request or publication extends the time.

    Mosaic holds one chain of a client: while it holds the new one, the active credential gets no tokens.
    """
    staged, active = state.of(CredentialStatus.STAGED), state.of(CredentialStatus.ACTIVE)
    if state.auth_method is AuthMethod.SELF_SIGNED or not staged or not active:
        return None
    if staged[0].proven or staged[0].material == active[0].material:
        return None
    published_at = state.published_at if staged[0].material in state.published else None
    since = max(filter(None, (staged[0].created_at, state.requested_at, published_at)))
    return since + policy.proof_patience


def _restoring_steps(state: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    """Publish the active credential to Mosaic again: without that, its next token request fails."""
    active = state.of(CredentialStatus.ACTIVE)
    if not active or active[0].has_ended(now) or active[0].material in state.published:
        return []
    if not (state.publishes_itself or state.published):  # published manually, and never confirmed
        return []
    at, why = max(now, state.retry_at or now), "Mosaic does not hold the credential in use"
    staged = state.of(CredentialStatus.STAGED)
    if state.auth_method is AuthMethod.CA_SIGNED and staged and staged[0].material != active[0].material:
        given_up_at = _given_up_at(state, policy)
        if given_up_at is None:
            return []
        at = max(at, given_up_at)
        why = "the proof of a changed CA or subject DN is overdue, and the active credential needs its own material"
    waiting_for = WaitingFor.NO_ONE if state.publishes_itself else WaitingFor.OPERATOR
    return [NextStep(Step.PUBLISH, active[0].kid, at, waiting_for, why)]


def _pending_steps(
    state: RotationState, policy: RotationPolicy, pending: RotatingCredential, now: datetime
) -> list[NextStep]:
    retry_at = max(now, state.retry_at or now)
    if pending.has_ended(now):
        return [NextStep(Step.RETIRE, pending.kid, now, WaitingFor.NO_ONE, "its certificate expired before its use")]
    if pending.status is CredentialStatus.AWAITING_CERTIFICATE:
        waiting_for = WaitingFor.NO_ONE if state.certifies_itself else WaitingFor.AUTHORITY
        return [NextStep(Step.CERTIFY, pending.kid, retry_at, waiting_for, "its CSR has no certificate yet")]
    if not (policy.automatic or state.requested):
        return []
    if pending.proven:
        return [NextStep(Step.ACTIVATE, pending.kid, retry_at, WaitingFor.NO_ONE, "Mosaic accepts it")]
    if state.publishes_itself and is_given_up(state, policy, now):
        why = "its proof is overdue: rotate once more, or retire it"
        return [NextStep(Step.PUBLISH, pending.kid, retry_at, WaitingFor.OPERATOR, why)]
    steps, can_push = [], state.can_push(now)
    if pending.material not in state.published:
        waiting_for = WaitingFor.NO_ONE if can_push else WaitingFor.OPERATOR
        steps.append(NextStep(Step.PUBLISH, pending.kid, retry_at, waiting_for, "Mosaic does not hold it yet"))
    if not steps or not can_push:
        # A manual registration may never be confirmed here: Mosaic's own answer shows it.
        steps.append(NextStep(Step.PROVE, pending.kid, retry_at, WaitingFor.NO_ONE, "Mosaic has to accept it first"))
    return steps


def _renewal(state: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    if state.requested:
        return [NextStep(Step.STAGE, "", now, WaitingFor.NO_ONE, "a rotation was requested")]
    active = state.of(CredentialStatus.ACTIVE)
    if not policy.automatic or not active:
        return []
    at = renewal_due_at(active[0], policy)
    return [NextStep(Step.STAGE, "", at, WaitingFor.NO_ONE, "the active certificate is due for renewal")] if at else []


def _ending_steps(state: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    steps = [
        NextStep(Step.RETIRE, each.kid, overlap_ends_at(each, policy), WaitingFor.NO_ONE, "its overlap is over")
        for each in state.of(CredentialStatus.RETIRING)
    ]
    if state.surplus:
        # An empty key set is never pushed: no credential could authenticate after it.
        is_pushed = state.can_push(now) and not state.is_over
        waiting_for = WaitingFor.NO_ONE if is_pushed else WaitingFor.OPERATOR
        steps.append(
            NextStep(
                Step.WITHDRAW,
                "",
                max(now, state.retry_at or now),
                waiting_for,
                "Mosaic still holds a key that is no longer used",
            )
        )
    steps += [
        NextStep(
            Step.DESTROY,
            each.kid,
            (each.ended_at or now) + policy.destroy_after,
            WaitingFor.NO_ONE,
            "its retention period is over",
        )
        for each in state.of(CredentialStatus.RETIRED)
        if each.has_key and (state.auth_method is AuthMethod.CA_SIGNED or each.material not in state.published)
    ]
    return steps
