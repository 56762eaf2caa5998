"""What comes next for a client, as its page says it: in sentences, and as the verb to put first."""

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

_IN_THEIR_TIME = frozenset({Step.STAGE, Step.RETIRE, Step.DESTROY})
"""Steps that come when something is over, rather than again after a failure."""

_VERBS: dict[Step, type[Action]] = {
    Step.STAGE: Stage,
    Step.CERTIFY: Attach,
    Step.PUBLISH: Publish,
    Step.PROVE: Prove,
    Step.ACTIVATE: Activate,
    Step.WITHDRAW: Publish,
}
"""The verb that does a step; what ends by itself has none here, and its own beside the credential."""


@dataclass(frozen=True, slots=True)
class NextLine:
    """What comes next, why, and whom or what it waits for, a sentence each."""

    what: str
    why: str
    when: str


def next_line(ahead: NextAction) -> NextLine:
    """What comes next, in sentences."""
    now = timezone.now()
    if ahead.at is not None and ahead.at > now:
        when = f"By itself {distance(ahead.at, now)}, on {moment(ahead.at)}"
        if ahead.step in _IN_THEIR_TIME:
            return NextLine(sentence(ahead.words), "", f"{when}, when {ahead.why}.")
        when += "."
    elif ahead.at is not None:
        when = "By itself within a minute."
    elif ahead.waiting_for is WaitingFor.AUTHORITY:
        when = "Waits for your certificate authority."
    else:
        when = "Waits for you." if ahead.waiting_for else ""
    return NextLine(sentence(ahead.words), sentence(ahead.why), when)


def first_verb(status: ClientStatus, client: Client) -> type[Action] | None:
    """The verb to put first: that of the next step, the doctor where something else is wrong; None for what can wait.

    What only the operator can bring on is the way out of a problem, except a proof that was refused: it is refused
    again until the cause is found.
    """
    ahead = status.next_action
    if client.drift:
        return Publish
    if status.problem and (not ahead.waiting_for or ahead.step is Step.PROVE):
        return CheckConnection
    by_itself_later = not ahead.waiting_for and ahead.at is not None and ahead.at > timezone.now()
    if ahead.step is None or by_itself_later:
        return None
    if ahead.step is Step.PUBLISH and ahead.waiting_for and client.publication != PublicationMethod.MANUAL:
        return Rotate  # its proof is overdue: only another walk has it tried again
    return _VERBS.get(ahead.step)
