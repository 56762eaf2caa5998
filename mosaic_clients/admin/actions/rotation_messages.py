"""Messages about a rotation: the steps done, what stopped it, and what it waits for."""

from __future__ import annotations

from django.contrib import messages
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Outcome
from mosaic_clients.admin.display import distance, span
from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.remedies import Advice, Explained
from mosaic_clients.core.rotation.schedule import SKEW
from mosaic_clients.core.rotation.state import NextStep, WaitingFor
from mosaic_clients.core.rotation.steps import STEPS
from mosaic_clients.models import Client
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import policy_of
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.runner import RotationRun


def run_outcome(client: Client, run: RotationRun, *, first: str = "") -> Outcome:
    """Returns the outcome of a rotation run; ``first`` is the message of the action before it."""
    done = [first] if first else []
    done += [STEPS[step.step].done.format(kid=step.kid[:12] + "…").replace("….", "…") for step in run.done]
    notes: list[tuple[int, str | Explained]] = []
    if run.failure is not None:
        notes.append(_failed(run, run.failure))
    if run.next_step is not None:
        notes.append((messages.INFO, waiting(client, run.next_step)))
    elif not done and not notes:
        notes.append((messages.INFO, "There is nothing to do."))
    return Outcome(done, notes)


def _failed(run: RotationRun, failure: MosaicError) -> tuple[int, str | Explained]:
    """Returns what stopped a run. A refused key that is not registered yet is a warning, not an error."""
    if run.is_unregistered:
        return messages.WARNING, Advice(
            f"Mosaic does not accept the credential yet: {failure.description}", failure.remedy
        )
    return messages.ERROR, failure


def waiting(client: Client, step: NextStep) -> str | Explained:
    """Returns what a rotation waits for, and what the operator does about it."""
    event = STEPS[step.step].event.format(kid=step.kid[:12] + "…")
    if step.waiting_for is WaitingFor.OPERATOR:
        return Advice(f"Needs your action before {event}.", manual_steps.steps_for(client, step))
    if step.waiting_for is WaitingFor.AUTHORITY:
        text = f"Waits for your certificate authority before {event}."
        return Advice(text, manual_steps.steps_for(client, step))
    now = timezone.now()
    when = distance(step.at, now) if step.at > now else "within a minute"
    return f"Next, automatically {when}: {event} ({step.why})."


def overlap_of(client: Client) -> str:
    """Returns how long a credential stays valid after the switch, at least."""
    policy = policy_of(client)
    return span(max(policy.overlap, policy.longest_token + SKEW))


def new_key_text(client: Client) -> str:
    """Returns where a new key is stored, and whether it can leave this server."""
    export = (
        "It leaves this server only if someone exports it"
        if conf.current().ALLOW_KEY_EXPORT
        else "It never leaves this server"
    )
    return f"A new {client.key_algorithm} key is created and stored encrypted. {export}."


def continue_rotation(client: Client, *, actor: str, first: str) -> Outcome:
    """Continues the rotation after an operator's action, unless another process is rotating the client."""
    try:
        return run_outcome(client, rotation_runner.advance(client, actor=actor), first=first)
    except MoveRefused:
        return Outcome([first])
