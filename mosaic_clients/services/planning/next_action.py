"""The next action for a client: a step of the rotation, or what the operator must do, and how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.planner import next_step
from mosaic_clients.core.rotation.state import NextStep, Step, WaitingFor
from mosaic_clients.core.rotation.steps import STEPS
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import plan

_ATTACH = "have the CSR signed and attach the chain"
_PUBLISH_AND_PROVE = "publish to Mosaic, then prove"


@dataclass(frozen=True, slots=True)
class NextAction:
    """The next action. ``at`` is None where it needs a person: ``waiting_for`` says who, ``remedy`` what to do."""

    words: str
    why: str = ""
    step: Step | None = None
    at: datetime | None = None
    waiting_for: WaitingFor = WaitingFor.NO_ONE
    remedy: Remedy | None = None

    @property
    def line(self) -> str:
        """The action as one line; empty where there is nothing to do."""
        return f"{self.words} (automatically, {self.at:%Y-%m-%d %H:%M} UTC)" if self.at else self.words


NOTHING = NextAction("")
EXAMINE = NextAction("check the connection", "there is a problem that no rotation step resolves")


def next_action(client: Client, active: Credential | None, pending: Credential | None, now: datetime) -> NextAction:
    """The next action for a client with these credentials. An operator's step comes before one that ends another."""
    action = _next_action(client, active, pending, now)
    return replace(action, remedy=_remedy(client, action, pending))


def _remedy(client: Client, action: NextAction, pending: Credential | None) -> Remedy | None:
    if action is EXAMINE:
        return Remedy(RemedyKind.CHECK_CONNECTION, client=client.name)
    if not action.waiting_for or action.step is None:
        return None
    if (kind := STEPS[action.step].remedy) is not None:
        return Remedy(kind, client=client.name)
    if pending is not None and not client.drift and not manual_steps.why_manual(client):  # its proof is overdue
        return Remedy(RemedyKind.ROTATE_OR_RETIRE, client=client.name, kid=pending.kid)
    return manual_steps.publication_steps(client)


def _next_action(client: Client, active: Credential | None, pending: Credential | None, now: datetime) -> NextAction:
    steps = plan(client, now)
    step = next_step(steps, now)
    manual = _manual_action(client, active, pending, now)
    if step is None and not manual.words:
        return _repair(client)
    is_withdrawal = step is not None and step.step is Step.WITHDRAW and active is None and pending is None
    if step is None or (manual.words and _ends_another(step, pending) and not is_withdrawal):
        return manual
    if step.waiting_for is WaitingFor.AUTHORITY:
        return NextAction(_ATTACH, step.why, step.step, waiting_for=step.waiting_for)
    if (publish := _manual_publication(steps, pending, now)) is not None:
        words = _PUBLISH_AND_PROVE if pending and publish.kid == pending.kid else STEPS[Step.PUBLISH].label
        return NextAction(words, publish.why, Step.PUBLISH, waiting_for=WaitingFor.OPERATOR)
    if step.waiting_for is WaitingFor.OPERATOR:
        return NextAction(STEPS[step.step].label, step.why, step.step, waiting_for=step.waiting_for)
    return NextAction(STEPS[step.step].label, step.why, step.step, at=step.at)


def _manual_publication(steps: list[NextStep], pending: Credential | None, now: datetime) -> NextStep | None:
    """The publication that an operator must do now. One for later, after a change is given up, does not count."""
    for step in steps:
        is_manual = step.step is Step.PUBLISH and step.waiting_for is WaitingFor.OPERATOR
        if is_manual and (step.at <= now or (pending and step.kid == pending.kid)):
            return step
    return None


def _manual_action(client: Client, active: Credential | None, pending: Credential | None, now: datetime) -> NextAction:
    """What an operator does next where no rotation runs."""
    if pending is not None:
        return _advance_pending(client, pending)
    if active is None:
        return NextAction(
            "stage a credential", "there is no active credential", Step.STAGE, waiting_for=WaitingFor.OPERATOR
        )
    if active.not_after is not None and now >= active.not_after:
        words = "the certificate has expired: stage a new credential now"
        return NextAction(words, "rotation is not automatic", Step.STAGE, waiting_for=WaitingFor.OPERATOR)
    return NOTHING


def _advance_pending(client: Client, pending: Credential) -> NextAction:
    """What the operator does to advance a pending credential."""
    if pending.state is CredentialStatus.AWAITING_CERTIFICATE:
        return NextAction(_ATTACH, "its CSR has no certificate yet", Step.CERTIFY, waiting_for=WaitingFor.AUTHORITY)
    if pending.proven_at:
        return NextAction("activate", "Mosaic accepts it", Step.ACTIVATE, waiting_for=WaitingFor.OPERATOR)
    if pending.material in client.published:
        return NextAction(
            STEPS[Step.PROVE].label, "Mosaic has to accept it first", Step.PROVE, waiting_for=WaitingFor.OPERATOR
        )
    return NextAction(_PUBLISH_AND_PROVE, "Mosaic does not hold it yet", Step.PUBLISH, waiting_for=WaitingFor.OPERATOR)


def _repair(client: Client) -> NextAction:
    """What to do where no step is left: resolve the problem, if there is one."""
    if client.drift:
        return NextAction(
            STEPS[Step.PUBLISH].label, "Mosaic holds something else", Step.PUBLISH, waiting_for=WaitingFor.OPERATOR
        )
    return EXAMINE if client.problem or client.rotation_problem else NOTHING


def _ends_another(step: NextStep, pending: Credential | None) -> bool:
    is_end = step.step in {Step.RETIRE, Step.WITHDRAW, Step.DESTROY}
    return is_end and not (pending and step.kid == pending.kid)
