"""The walk of a client's credentials: (statuses, dates, policy, now) → what comes next, when, and why.

    stage → (certificate) → publish → prove → activate → overlap → retire → withdraw → destroy the key

One automaton for the admin, the shell and the beat. It decides and does nothing; ``services.rotation`` does one step
at a time. What Mosaic must hold of a credential is its *material*: a digest of its certificate where the client is
self-signed, of its issuers and subject where it is CA-signed, so that a renewal under the same CA needs no publication.
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


def plan(situation: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    """Every step that lies ahead and can be told now, the most pressing kind first."""
    pending = situation.of(CredentialStatus.STAGED, CredentialStatus.AWAITING_CERTIFICATE)
    steps: list[NextStep] = []
    if pending:
        steps += _pending_steps(situation, policy, pending[0], now)
    else:
        steps += _renewal(situation, policy, now)
    steps += _endings(situation, policy, now)
    restoring = _restoring(situation, policy, now)
    if any(step.at <= now for step in restoring):  # what is in use goes before what will be
        return restoring + steps
    return steps + restoring


def next_step(steps: Iterable[NextStep], now: datetime) -> NextStep | None:
    """The one step to do or to wait for: the first that is ready, else the first there is."""
    ahead = list(steps)
    return next((step for step in ahead if step.is_ready(now)), ahead[0] if ahead else None)


def wake_at(steps: Iterable[NextStep]) -> datetime | None:
    """When to look again: the earliest step that waits for the clock alone; None where only people are waited for."""
    return min((step.at for step in steps if not step.waits), default=None)


def is_given_up(situation: RotationState, policy: RotationPolicy, now: datetime) -> bool:
    """Whether a rotation tried a changed CA or subject DN for long enough, while the credential in use went without."""
    at, active = _given_up_at(situation, policy), situation.of(CredentialStatus.ACTIVE)
    is_walked = policy.automatic or situation.requested
    return is_walked and at is not None and at <= now and not active[0].has_ended(now)


def _given_up_at(situation: RotationState, policy: RotationPolicy) -> datetime | None:
    """Until when a changed CA or subject DN is tried; None where there is none. Asked or published anew, it is longer.

    Mosaic holds one chain of a client: while it holds the new one, the credential in use gets no more tokens.
    """
    staged, active = situation.of(CredentialStatus.STAGED), situation.of(CredentialStatus.ACTIVE)
    if situation.auth_method is AuthMethod.SELF_SIGNED or not staged or not active:
        return None
    if staged[0].proven or staged[0].material == active[0].material:
        return None
    published_at = situation.published_at if staged[0].material in situation.published else None
    since = max(filter(None, (staged[0].created_at, situation.requested_at, published_at)))
    return since + policy.proof_patience


def _restoring(situation: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    """Have Mosaic hold the credential in use (again): without, it dies at its next token."""
    active = situation.of(CredentialStatus.ACTIVE)
    if not active or active[0].has_ended(now) or active[0].material in situation.published:
        return []
    if not (situation.publishes_itself or situation.published):  # by hand, and nobody ever told us anything
        return []
    at, why = max(now, situation.retry_at or now), "Mosaic does not hold the credential in use"
    staged = situation.of(CredentialStatus.STAGED)
    if situation.auth_method is AuthMethod.CA_SIGNED and staged and staged[0].material != active[0].material:
        given_up_at = _given_up_at(situation, policy)
        if given_up_at is None:
            return []
        at = max(at, given_up_at)
        why = "the proof of a changed CA or subject DN is overdue, and the credential in use needs its own back"
    waits = WaitingFor.NOBODY if situation.publishes_itself else WaitingFor.OPERATOR
    return [NextStep(Step.PUBLISH, active[0].kid, at, waits, why)]


def _pending_steps(
    situation: RotationState, policy: RotationPolicy, pending: RotatingCredential, now: datetime
) -> list[NextStep]:
    ask_at = max(now, situation.retry_at or now)
    if pending.has_ended(now):
        return [NextStep(Step.RETIRE, pending.kid, now, WaitingFor.NOBODY, "its certificate ended before it was used")]
    if pending.status is CredentialStatus.AWAITING_CERTIFICATE:
        waits = WaitingFor.NOBODY if situation.certifies_itself else WaitingFor.AUTHORITY
        return [NextStep(Step.CERTIFY, pending.kid, ask_at, waits, "its CSR has no certificate yet")]
    if not (policy.automatic or situation.requested):
        return []
    if pending.proven:
        return [NextStep(Step.ACTIVATE, pending.kid, ask_at, WaitingFor.NOBODY, "Mosaic accepts it")]
    if situation.publishes_itself and is_given_up(situation, policy, now):
        why = "its proof is overdue: rotate once more, or retire it"
        return [NextStep(Step.PUBLISH, pending.kid, ask_at, WaitingFor.OPERATOR, why)]
    steps, can_push = [], situation.can_push(now)
    if pending.material not in situation.published:
        waits = WaitingFor.NOBODY if can_push else WaitingFor.OPERATOR
        steps.append(NextStep(Step.PUBLISH, pending.kid, ask_at, waits, "Mosaic does not hold it yet"))
    if not steps or not can_push:
        # Registered by hand, nobody may tell us: Mosaic's own answer does.
        steps.append(NextStep(Step.PROVE, pending.kid, ask_at, WaitingFor.NOBODY, "Mosaic has to accept it first"))
    return steps


def _renewal(situation: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    if situation.requested:
        return [NextStep(Step.STAGE, "", now, WaitingFor.NOBODY, "a rotation was asked for")]
    active = situation.of(CredentialStatus.ACTIVE)
    if not policy.automatic or not active:
        return []
    at = renewal_due_at(active[0], policy)
    return [NextStep(Step.STAGE, "", at, WaitingFor.NOBODY, "the certificate in use is to be renewed")] if at else []


def _endings(situation: RotationState, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    steps = [
        NextStep(Step.RETIRE, each.kid, overlap_ends_at(each, policy), WaitingFor.NOBODY, "its overlap is over")
        for each in situation.of(CredentialStatus.RETIRING)
    ]
    if situation.surplus:
        # An empty key set is never pushed: nothing could authenticate after it.
        is_pushed = situation.can_push(now) and not situation.is_over
        waits = WaitingFor.NOBODY if is_pushed else WaitingFor.OPERATOR
        steps.append(
            NextStep(
                Step.WITHDRAW,
                "",
                max(now, situation.retry_at or now),
                waits,
                "Mosaic still holds a key that is out of use",
            )
        )
    steps += [
        NextStep(
            Step.DESTROY, each.kid, (each.ended_at or now) + policy.destroy_after, WaitingFor.NOBODY, "its time is over"
        )
        for each in situation.of(CredentialStatus.RETIRED)
        if each.has_key and (situation.auth_method is AuthMethod.CA_SIGNED or each.material not in situation.published)
    ]
    return steps
