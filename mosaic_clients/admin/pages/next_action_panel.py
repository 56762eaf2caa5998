"""The next step of a client on its page: as sentences, and as the action to show first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from mosaic_clients.admin.actions.base import Action
from mosaic_clients.admin.actions.client import Activate, Prove
from mosaic_clients.admin.actions.connection import CheckConnection
from mosaic_clients.admin.actions.publication import Publish
from mosaic_clients.admin.actions.rotation import Rotate
from mosaic_clients.admin.actions.staging import Attach, Stage
from mosaic_clients.admin.display import distance, moment, sentence
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.core.rotation.state import Step, WaitingFor
from mosaic_clients.models import Client
from mosaic_clients.services.clients.status import ClientStatus
from mosaic_clients.services.planning.next_action import NextAction

_SCHEDULED = frozenset({Step.STAGE, Step.RETIRE, Step.DESTROY})
"""Steps that have a date, in contrast to steps that are retried after a failure."""

_STEP_ACTIONS: dict[Step, type[Action]] = {
    Step.STAGE: Stage,
    Step.CERTIFY: Attach,
    Step.PUBLISH: Publish,
    Step.PROVE: Prove,
    Step.ACTIVATE: Activate,
    Step.WITHDRAW: Publish,
}
"""The action for each step. Steps that end a credential have their action on the credential."""


@dataclass(frozen=True, slots=True)
class NextLine:
    """The next step, its reason, and when it happens or what it waits for, one sentence each."""

    step: str
    reason: str
    timing: str


def next_line(action: NextAction) -> NextLine:
    """Returns the next step as sentences."""
    now = timezone.now()
    if action.at is not None and action.at > now:
        timing = f"Automatically {distance(action.at, now)}, on {moment(action.at)}"
        if action.step in _SCHEDULED:
            return NextLine(sentence(action.words), "", f"{timing}, when {action.why}.")
        timing += "."
    elif action.at is not None:
        timing = "Automatically within a minute."
    elif action.waiting_for is WaitingFor.AUTHORITY:
        timing = "Waits for your certificate authority."
    else:
        timing = "Needs your action." if action.waiting_for else ""
    return NextLine(sentence(action.words), sentence(action.why), timing)


def first_action(status: ClientStatus, client: Client) -> type[Action] | None:
    """Returns the action to show first, or None if nothing is needed now.

    This is the action of the next step. With a problem it is the connection check, unless the next step needs the
    operator. A refused proof also leads to the check, because Mosaic refuses it again until the cause is found.
    """
    action = status.next_action
    if client.drift:
        return Publish
    if status.problem and (not action.waiting_for or action.step is Step.PROVE):
        return CheckConnection
    is_scheduled = not action.waiting_for and action.at is not None and action.at > timezone.now()
    if action.step is None or is_scheduled:
        return None
    if action.step is Step.PUBLISH and action.waiting_for and client.publication != PublicationMethod.MANUAL:
        return Rotate  # its proof is overdue: only another rotation retries it
    return _STEP_ACTIONS.get(action.step)
