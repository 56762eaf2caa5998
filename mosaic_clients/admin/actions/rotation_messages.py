"""A walk, told to the operator: each step that was done, what stopped it, and what it waits for."""

from __future__ import annotations

from django.contrib import messages
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Outcome
from mosaic_clients.admin.display import distance, span
from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.remedies import Advice, Explained
from mosaic_clients.core.rotation.schedule import SKEW
from mosaic_clients.core.rotation.state import NextStep, Step, WaitingFor
from mosaic_clients.models import Client
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import policy_of
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.runner import RotationRun

_DONE = {
    Step.STAGE: "Staged a new credential.",
    Step.CERTIFY: "Its certificate authority signed credential {kid}.",
    Step.PUBLISH: "Published: Mosaic holds credential {kid}.",
    Step.PROVE: "Proven: Mosaic accepts credential {kid}.",
    Step.ACTIVATE: "Activated credential {kid}.",
    Step.RETIRE: "Retired credential {kid}.",
    Step.WITHDRAW: "Published: Mosaic holds no key any more that is out of use.",
    Step.DESTROY: "Destroyed the private key of credential {kid}.",
}
_AHEAD = {
    Step.STAGE: "a new credential is staged",
    Step.CERTIFY: "credential {kid} gets its certificate",
    Step.PUBLISH: "credential {kid} is registered at Mosaic",
    Step.PROVE: "Mosaic is asked whether it accepts credential {kid}",
    Step.ACTIVATE: "credential {kid} is activated",
    Step.RETIRE: "credential {kid} is retired",
    Step.WITHDRAW: "the key that is out of use is taken out of Mosaic",
    Step.DESTROY: "the private key of credential {kid} is destroyed",
}


def run_outcome(client: Client, walk: RotationRun, *, first: str = "") -> Outcome:
    """What to say of a walk, after what was done before it."""
    done = [first] if first else []
    done += [_DONE[step.step].format(kid=step.kid[:12] + "…").replace("….", "…") for step in walk.done]
    notes: list[tuple[int, str | Explained]] = []
    if walk.failure is not None:
        notes.append(_failed(walk, walk.failure))
    if walk.next_step is not None:
        notes.append((messages.INFO, waiting(client, walk.next_step)))
    elif not done and not notes:
        notes.append((messages.INFO, "There is nothing to do."))
    return Outcome(done, notes)


def _failed(walk: RotationRun, failure: MosaicError) -> tuple[int, str | Explained]:
    """What stopped a walk. That Mosaic refuses a key that is not registered yet is no error."""
    if walk.is_unregistered:
        return messages.WARNING, Advice(f"Mosaic does not accept it yet: {failure.description}", failure.remedy)
    return messages.ERROR, failure


def waiting(client: Client, step: NextStep) -> str | Explained:
    """What a walk waits for, and what people do about it."""
    what = _AHEAD[step.step].format(kid=step.kid[:12] + "…")
    if step.waiting_for is WaitingFor.OPERATOR:
        return Advice(f"It waits for you, until {what}.", manual_steps.steps_for(client, step))
    if step.waiting_for is WaitingFor.AUTHORITY:
        why = f"It waits for your certificate authority, until {what}."
        return Advice(why, manual_steps.steps_for(client, step))
    now = timezone.now()
    return f"Next, by itself {distance(step.at, now) if step.at > now else 'within a minute'}: {what} ({step.why})."


def overlap_of(client: Client) -> str:
    """How long a credential stays valid after the switch, at least."""
    policy = policy_of(client)
    return span(max(policy.overlap, policy.longest_token + SKEW))


def key_is_made(client: Client) -> str:
    """Where a new key is, and whether there is a way out."""
    leaves = (
        "An export alone takes it from this server"
        if conf.current().ALLOW_KEY_EXPORT
        else "It never leaves this server"
    )
    return f"A new {client.key_algorithm} key is made and stored encrypted. {leaves}."


def go_on(client: Client, *, actor: str, first: str) -> Outcome:
    """Walk on after an operator brought a client further; somebody else who walks it does as well."""
    try:
        return run_outcome(client, rotation_runner.advance(client, actor=actor), first=first)
    except MoveRefused:
        return Outcome([first])
