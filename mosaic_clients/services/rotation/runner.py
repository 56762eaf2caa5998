"""Walk a client by the steps that ``core.rotation`` names. The same walk serves admin, shell and beat.

One walker at a time, by ``rotation_claim``; what one that lost its claim finds out is noted nowhere. Each step is one
service call, idempotent, recorded by that service; between two steps nothing is remembered but rows.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from mosaic_clients.core.diagnosis import is_unknown_client
from mosaic_clients.core.errors import MosaicError, MosaicRefusal, MoveRefused
from mosaic_clients.core.oauth.token_renewal import wait_after_failure
from mosaic_clients.core.rotation.planner import next_step
from mosaic_clients.core.rotation.schedule import proof_is_overdue
from mosaic_clients.core.rotation.state import NextStep, Step, WaitingFor
from mosaic_clients.models import Client
from mosaic_clients.models.claims import is_free
from mosaic_clients.services import events, sessions
from mosaic_clients.services.clients.problems import note_problem
from mosaic_clients.services.credentials import activation, proving, staging, transitions
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import is_given_up, plan, policy_of, rotating
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation.lease import RotationLease, leased

_MOST_STEPS = 12

_TRIED = {Step.CERTIFY, Step.PUBLISH, Step.PROVE, Step.ACTIVATE, Step.WITHDRAW}
"""What somebody else can refuse, and is then tried again."""

_PASTE = (Step.PUBLISH, WaitingFor.OPERATOR)


@dataclass(frozen=True, slots=True)
class RotationRun:
    """How far a walk came: the steps done, what comes next (None: nothing), and what stopped it, if anything did."""

    done: list[NextStep]
    ahead: NextStep | None
    failure: MosaicError | None

    @property
    def is_unregistered(self) -> bool:
        """Whether it stopped because the operator has yet to register the key: Mosaic does not know it, no failure."""
        return (
            is_unknown_client(self.failure) and self.ahead is not None and (self.ahead.step, self.ahead.waits) == _PASTE
        )


def rotate(client: Client, *, actor: str, expected_kid: str | None = None, take_over: bool = False) -> RotationRun:
    """Ask for a rotation and walk as far as it goes now; a rotation under way is gone on with.

    ``expected_kid`` is the credential in use that the asker saw: where another is by now, somebody was faster.
    Raises MoveRefused then, and while somebody else walks this client, who with ``take_over`` stops after the step at
    hand.
    """
    with leased(client, take_over=take_over) as claim:
        active = client.credentials.active().first()
        if expected_kid is not None and (active.kid if active else "") != expected_kid:
            raise MoveRefused(f"Client {client.name!r} was rotated by somebody else just now.")
        # Due at once, so that the sweep goes on with it if we are killed before the first step.
        client.rotation_requested_at = client.rotation_due_at = timezone.now()
        client.retry_at = None
        client.save(update_fields=["rotation_requested_at", "rotation_due_at", "retry_at"])
        return _walk(client, actor, claim)


def advance(client: Client, *, actor: str, take_over: bool = False) -> RotationRun:
    """Do whatever is due for a client and nothing that was not asked for; raises MoveRefused as ``rotate`` does."""
    with leased(client, take_over=take_over) as claim:
        return _walk(client, actor, claim)


def due(now: datetime) -> list[uuid.UUID]:
    """The ids of the clients to look at now."""
    is_due = Q(rotation_due_at__isnull=True) | Q(rotation_due_at__lte=now)
    return list(Client.objects.filter(is_free(now), is_due).values_list("pk", flat=True))


def _walk(client: Client, actor: str, claim: RotationLease) -> RotationRun:
    done: list[NextStep] = []
    failure: MosaicError | None = None
    for _ in range(_MOST_STEPS):
        ahead = _ahead(client)
        if ahead is None or not ahead.is_ready(timezone.now()):
            break
        try:
            claim.renew()
            with events.because(ahead.why):
                _STEPS[ahead.step](client, ahead.kid, actor, claim)
        except MosaicError as error:
            with claim.writing() as is_ours:
                if is_ours and _is_overtaken(client, ahead):
                    continue
                failure = error
                if is_ours:
                    _note_failure(client, ahead, error, actor)
            break
        done.append(ahead)
        with claim.writing() as is_ours:
            if is_ours:
                _note_success(client, actor)
    ahead_of_it = plan(client, timezone.now())
    with claim.writing() as is_ours:
        if is_ours and failure is None:
            _settle(client, ahead_of_it, actor)
    return RotationRun(done, next_step(ahead_of_it, timezone.now()), failure)


def _ahead(client: Client) -> NextStep | None:
    """What comes next by the rows as they are: operators act, and settings change, while a walk is at it."""
    client.refresh_from_db()
    now = timezone.now()
    return next_step(plan(client, now), now)


def _is_overtaken(client: Client, failed: NextStep) -> bool:
    """Whether a step that failed is not what comes next any more: what it was to do was done, or called off."""
    ahead = _ahead(client)
    return ahead is None or (ahead.step, ahead.kid) != (failed.step, failed.kid)


def _stage(client: Client, kid: str, actor: str, claim: RotationLease) -> None:
    staging.stage(client, actor=actor)


def _certify(client: Client, kid: str, actor: str, claim: RotationLease) -> None:
    chain = issuer_of(client).certify(staging.awaiting(client).csr)
    if chain is None:
        raise MoveRefused(f"The certificate for {client.name!r} is not issued yet.")
    staging.attach(client, chain, actor=actor)


def _publish(client: Client, kid: str, actor: str, claim: RotationLease) -> None:
    api = publication.client_api(client)
    publication.push(client, api, actor=actor, kid=kid, before_each=claim.renew)


def _prove(client: Client, kid: str, actor: str, claim: RotationLease) -> None:
    try:
        proving.prove(client, actor=actor)
    except MosaicRefusal:
        # Somebody may have taken it out of Mosaic.
        if not manual_steps.why_manual(client):
            claim.renew()
            _compare(client, actor)
        raise


def _compare(client: Client, actor: str) -> None:
    """See what Mosaic holds; where that cannot be told, the refusal that led here is what stops the walk."""
    try:
        publication.compare(client, publication.client_api(client), actor=actor)
    except MosaicError as error:
        events.record("comparison_failed", actor=actor, client=client, detail=error.description)


def _activate(client: Client, kid: str, actor: str, claim: RotationLease) -> None:
    activation.activate(client, actor=actor, before_each=claim.renew)


def _retire(client: Client, kid: str, actor: str, claim: RotationLease) -> None:
    sessions.close(transitions.retire(client, kid, actor=actor))


def _destroy(client: Client, kid: str, actor: str, claim: RotationLease) -> None:
    transitions.destroy_key(client, kid, actor=actor)


_STEPS: dict[Step, Callable[[Client, str, str, RotationLease], None]] = {
    Step.STAGE: _stage,
    Step.CERTIFY: _certify,
    Step.PUBLISH: _publish,
    Step.PROVE: _prove,
    Step.ACTIVATE: _activate,
    Step.RETIRE: _retire,
    Step.WITHDRAW: _publish,
    Step.DESTROY: _destroy,
}


def _note_success(client: Client, actor: str) -> None:
    if client.rotation_failures or client.retry_at or client.rotation_problem:
        client.rotation_failures, client.retry_at = 0, None
        client.save(update_fields=["rotation_failures", "retry_at"])
        if not is_given_up(client, timezone.now()):
            note_problem(client, "", now=timezone.now(), actor=actor, about="rotation_problem")


def _settle(client: Client, ahead: list[NextStep], actor: str) -> None:
    """A walk that nothing stopped: what failed before was ended by hand, or it was given up."""
    now = timezone.now()
    if is_given_up(client, now):
        problem = "Rotation, prove: Mosaic did not accept the changed CA or subject DN in time. Rotate once more, or"
        problem += " retire the staged credential."
        note_problem(client, problem, now=now, actor=actor, about="rotation_problem")
    elif not _TRIED & {step.step for step in ahead}:
        _note_success(client, actor)


def _note_failure(client: Client, step: NextStep, error: MosaicError, actor: str) -> None:
    """Wait longer each time. A proof that fails is no problem yet: Mosaic may not know the key; later it is."""
    now = timezone.now()
    client.rotation_failures = min(client.rotation_failures + 1, 1000)
    # A refusal is retried like an outage: what mends it, a registration at Mosaic, happens without us.
    client.retry_at = now + wait_after_failure(
        client.rotation_failures,
        retryable=True,
        retry_after=getattr(error, "retry_after", None),
        jitter=random.random(),  # noqa: S311 - spreads load, guards nothing
    )
    client.save(update_fields=["rotation_failures", "retry_at"])
    pending = client.credentials.pending().first()
    if step.step is Step.PROVE and pending and not proof_is_overdue(rotating(pending), policy_of(client), now):
        return
    problem = f"Rotation, {step.step}: {error}"
    note_problem(client, problem, now=now, actor=actor, about="rotation_problem")
