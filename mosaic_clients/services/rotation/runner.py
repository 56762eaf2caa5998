"""Runs the rotation of a client, by the steps that ``core.rotation`` plans. Admin, shell and beat use this same code.

One run per client at a time, by ``rotation.lease``; a run that lost its lease records nothing. Each step is one service
call, idempotent, recorded by that service. Between two steps the only state is in the database.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from mosaic_clients.core.diagnosis import is_unknown_client
from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.oauth.token_renewal import wait_after_failure
from mosaic_clients.core.rotation import planner
from mosaic_clients.core.rotation.schedule import proof_is_overdue
from mosaic_clients.core.rotation.state import NextStep, Step, WaitingFor
from mosaic_clients.core.rotation.steps import STEPS
from mosaic_clients.models import Client
from mosaic_clients.models.leases import is_free
from mosaic_clients.services import events
from mosaic_clients.services.clients.problems import note_problem
from mosaic_clients.services.planning.plan import is_given_up, plan, policy_of, rotating
from mosaic_clients.services.rotation.lease import RotationLease, leased, reread
from mosaic_clients.services.rotation.steps import CALLS

_MAX_STEPS = 12


@dataclass(frozen=True, slots=True)
class RotationRun:
    """The result of a run: the steps done, what comes next (None for nothing), and the error that stopped it."""

    done: list[NextStep]
    next_step: NextStep | None
    failure: MosaicError | None

    @property
    def is_unregistered(self) -> bool:
        """Whether it stopped because the operator must still register the key in Mosaic. That is no failure."""
        step = self.next_step
        must_register = step is not None and (step.step, step.waiting_for) == (Step.PUBLISH, WaitingFor.OPERATOR)
        return is_unknown_client(self.failure) and must_register


def rotate(client: Client, *, actor: str, expected_kid: str | None = None, take_over: bool = False) -> RotationRun:
    """Requests a rotation and does every step that can be done now; continues a rotation that is in progress.

    ``expected_kid`` is the active credential that the caller saw. Raises MoveRefused where it is another one now, and
    while another process rotates this client; with ``take_over`` that process stops after its current step instead.
    """
    with leased(client, take_over=take_over) as lease:
        active = client.credentials.active().first()
        if expected_kid is not None and (active.kid if active else "") != expected_kid:
            raise MoveRefused(
                f"Client {client.name!r} was rotated by someone else at the same time. Check it, then try again."
            )
        # Due immediately, so that the sweep continues if this process is killed before the first step.
        client.rotation_requested_at = client.rotation_due_at = timezone.now()
        client.retry_at = None
        client.save(update_fields=["rotation_requested_at", "rotation_due_at", "retry_at"])
        return _run(client, actor, lease)


def advance(client: Client, *, actor: str, take_over: bool = False) -> RotationRun:
    """Does every step that is due and requests nothing new; raises MoveRefused as ``rotate`` does."""
    with leased(client, take_over=take_over) as lease:
        return _run(client, actor, lease)


def due(now: datetime) -> list[uuid.UUID]:
    """The ids of the clients to look at now."""
    is_due = Q(rotation_due_at__isnull=True) | Q(rotation_due_at__lte=now)
    return list(Client.objects.filter(is_free(now), is_due).values_list("pk", flat=True))


def _run(client: Client, actor: str, lease: RotationLease) -> RotationRun:
    done: list[NextStep] = []
    failure: MosaicError | None = None
    steps = plan(client, timezone.now())  # of the row that the lease has just read
    for _ in range(_MAX_STEPS):
        step = planner.next_step(steps, timezone.now())
        if step is None or not step.is_ready(timezone.now()):
            break
        try:
            lease.renew()
            with events.reason(step.why):
                CALLS[step.step](client, step.kid, actor, lease)
        except MosaicError as error:
            with lease.writing() as is_ours:
                if is_ours and _is_overtaken(step, steps := _read_steps(client)):
                    continue
                failure = error
                if is_ours:
                    _record_failure(client, step, error, actor)
            steps = plan(client, timezone.now())
            break
        done.append(step)
        with lease.writing() as is_ours:
            if is_ours:
                _record_success(client, actor)
        steps = _read_steps(client)
    with lease.writing() as is_ours:
        if is_ours and failure is None:
            _settle(client, steps, actor)
    return RotationRun(done, planner.next_step(steps, timezone.now()), failure)


def _read_steps(client: Client) -> list[NextStep]:
    """Plan by the rows as they are now: operators act and settings change during a run."""
    reread(client)
    return plan(client, timezone.now())


def _is_overtaken(failed: NextStep, steps: list[NextStep]) -> bool:
    """Whether a step that failed is no longer the next one: an operator did it or canceled it."""
    step = planner.next_step(steps, timezone.now())
    return step is None or (step.step, step.kid) != (failed.step, failed.kid)


def _record_success(client: Client, actor: str) -> None:
    if client.rotation_failures or client.retry_at or client.rotation_problem:
        client.rotation_failures, client.retry_at = 0, None
        client.save(update_fields=["rotation_failures", "retry_at"])
        if not is_given_up(client, timezone.now()):
            note_problem(client, "", now=timezone.now(), actor=actor, about="rotation_problem")


def _settle(client: Client, steps: list[NextStep], actor: str) -> None:
    """After a run without failure: clears an earlier problem, or shows that a changed CA or subject DN is given up."""
    now = timezone.now()
    if is_given_up(client, now):
        problem = "Rotation, prove: Mosaic did not accept the changed CA or subject DN in time. Rotate again, or"
        problem += " retire the staged credential."
        note_problem(client, problem, now=now, actor=actor, about="rotation_problem")
    elif not any(STEPS[step.step].is_retried for step in steps):
        _record_success(client, actor)


def _record_failure(client: Client, step: NextStep, error: MosaicError, actor: str) -> None:
    """Sets the next try, later each time. A failed proof is shown only once it is overdue: Mosaic may need a while."""
    now = timezone.now()
    client.rotation_failures = min(client.rotation_failures + 1, 1000)
    # A refusal is retried like an outage: a registration in Mosaic resolves it without a change here.
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
