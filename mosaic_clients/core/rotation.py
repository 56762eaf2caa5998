"""The walk of a client's credentials: (statuses, dates, policy, now) → what comes next, when, and why.

    stage → (certificate) → publish → prove → activate → overlap → retire → withdraw → destroy the key

One automaton for the admin, the shell and the beat. It decides and does nothing; ``services.rotation`` does one step
at a time. What Mosaic must hold of a credential is its *material*: a digest of its certificate where the client is
self-signed, of its issuers and subject where it is CA-signed, so that a renewal under the same CA needs no publication.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mosaic_clients.core.certificates import BACKDATE
from mosaic_clients.core.lifecycle import IN_KEY_SET, PENDING, AuthMethod, CredentialStatus

SKEW = timedelta(minutes=5)
"""How far a clock elsewhere may be behind when a token's end is reckoned."""

_RENEW_AT = 2 / 3
_JITTER = 0.05
_LEAST_USE = timedelta(seconds=30)


class Step(StrEnum):
    """One step of the walk."""

    STAGE = "stage"
    CERTIFY = "certify"
    PUBLISH = "publish"
    PROVE = "prove"
    ACTIVATE = "activate"
    RETIRE = "retire"
    WITHDRAW = "withdraw"
    DESTROY = "destroy"


class Waits(StrEnum):
    """Whom a step waits for when not for the clock."""

    NOBODY = ""
    OPERATOR = "operator"
    AUTHORITY = "certificate authority"


@dataclass(frozen=True, slots=True)
class RotationPolicy:
    """How one client's credentials are rotated.

    ``renew_before`` counts back from a certificate's end; None renews after two thirds of its life. ``jitter`` in
    [0, 1) is the client's own and moves the renewal forward a little. ``longest_token`` is the longest life seen of an
    access token: the overlap outlasts it.
    """

    automatic: bool
    renew_before: timedelta | None
    overlap: timedelta
    destroy_after: timedelta
    proof_patience: timedelta
    longest_token: timedelta
    jitter: float


@dataclass(frozen=True, slots=True)
class RotatingCredential:
    """What the automaton needs of one credential."""

    kid: str
    status: CredentialStatus
    material: str
    created_at: datetime
    not_before: datetime | None
    not_after: datetime | None
    proven: bool
    retiring_since: datetime | None
    ended_at: datetime | None
    has_key: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """One client as it stands.

    ``published`` is the material that Mosaic is known to hold, ``published_at`` since when; ``requested_at`` is when
    a rotation that is not over was last asked for; ``retry_at`` when, after a failure, Mosaic or the CA may be asked
    again. ``publishes_itself`` is whether Mosaic's client API is used, ``has_manager`` whether another client's token
    opens it.
    """

    auth_method: AuthMethod
    credentials: tuple[RotatingCredential, ...]
    published: frozenset[str]
    published_at: datetime | None
    requested_at: datetime | None
    publishes_itself: bool
    has_manager: bool
    certifies_itself: bool
    retry_at: datetime | None

    def of(self, *statuses: CredentialStatus) -> tuple[RotatingCredential, ...]:
        """The credentials in one of these statuses."""
        return tuple(credential for credential in self.credentials if credential.status in statuses)

    @property
    def requested(self) -> bool:
        """Whether somebody asked for a rotation that is not over."""
        return self.requested_at is not None

    def may_call(self, now: datetime) -> bool:
        """Whether Mosaic's client API can be called: a token of its own takes a credential in use."""
        in_use = self.of(CredentialStatus.ACTIVE)
        return self.has_manager or bool(in_use and not _has_ended(in_use[0], now))

    def can_push(self, now: datetime) -> bool:
        """Whether what Mosaic must hold is published by us, and there is a token to do it with."""
        return self.publishes_itself and self.may_call(now)

    @property
    def surplus(self) -> frozenset[str]:
        """The material that Mosaic holds and should hold no longer; one chain takes the place of another by itself."""
        is_replaced = self.auth_method is AuthMethod.CA_SIGNED or not self.wanted
        return self.published - self.wanted if self.is_over or not is_replaced else frozenset()

    @property
    def is_over(self) -> bool:
        """Whether no credential is in use, on its way in, or on its way out."""
        return not self.of(*IN_KEY_SET, *PENDING)

    @property
    def wanted(self) -> frozenset[str]:
        """The material that Mosaic should hold now."""
        if self.auth_method is AuthMethod.SELF_SIGNED:
            return frozenset(credential.material for credential in self.of(*IN_KEY_SET))
        for status in (CredentialStatus.STAGED, CredentialStatus.ACTIVE):
            if chosen := self.of(status):
                return frozenset({chosen[0].material})
        return frozenset()


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step, the credential it is about, from when it can be done, whom it waits for, and why it is to be done."""

    step: Step
    kid: str
    at: datetime
    waits: Waits
    why: str

    def is_ready(self, now: datetime) -> bool:
        """Whether it can be done now, by us."""
        return not self.waits and self.at <= now


def plan(situation: Situation, policy: RotationPolicy, now: datetime) -> list[NextStep]:
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


def renewal_due_at(credential: RotatingCredential, policy: RotationPolicy) -> datetime | None:
    """When a credential's successor is to be staged.

    At two thirds of its life, or ``renew_before`` its end but never in its first half, so that minutes and years both
    make sense; moved forward by up to a twentieth of its life so that a fleet does not rotate at once; never at once.
    """
    if credential.not_before is None or credential.not_after is None:
        return None
    # It starts in the past for others' clocks: of a short life that would be most, and over when it begins.
    begins = max(credential.not_before, min(credential.created_at, credential.not_before + BACKDATE))
    life = credential.not_after - begins
    at = begins + life * _RENEW_AT
    if policy.renew_before is not None:
        at = max(credential.not_after - policy.renew_before, begins + life / 2)
    return max(at - life * _JITTER * policy.jitter, credential.created_at + _LEAST_USE)


def overlap_ends_at(credential: RotatingCredential, policy: RotationPolicy) -> datetime:
    """When a retiring credential is no longer needed: no token bound to it lives, or its certificate has ended."""
    since = credential.retiring_since or credential.created_at
    end = since + max(policy.overlap, policy.longest_token + SKEW)
    return min(end, credential.not_after) if credential.not_after else end


def proof_is_overdue(credential: RotatingCredential, policy: RotationPolicy, now: datetime) -> bool:
    """Whether a staged credential has waited for its proof longer than anybody should be patient."""
    return not credential.proven and now >= credential.created_at + policy.proof_patience


def is_given_up(situation: Situation, policy: RotationPolicy, now: datetime) -> bool:
    """Whether a rotation tried a changed CA or subject DN for long enough, while the credential in use went without."""
    at, active = _given_up_at(situation, policy), situation.of(CredentialStatus.ACTIVE)
    is_walked = policy.automatic or situation.requested
    return is_walked and at is not None and at <= now and not _has_ended(active[0], now)


def _given_up_at(situation: Situation, policy: RotationPolicy) -> datetime | None:
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


def _has_ended(credential: RotatingCredential, now: datetime) -> bool:
    return credential.not_after is not None and credential.not_after <= now


def _restoring(situation: Situation, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    """Have Mosaic hold the credential in use (again): without, it dies at its next token."""
    active = situation.of(CredentialStatus.ACTIVE)
    if not active or _has_ended(active[0], now) or active[0].material in situation.published:
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
    waits = Waits.NOBODY if situation.publishes_itself else Waits.OPERATOR
    return [NextStep(Step.PUBLISH, active[0].kid, at, waits, why)]


def _pending_steps(
    situation: Situation, policy: RotationPolicy, pending: RotatingCredential, now: datetime
) -> list[NextStep]:
    ask_at = max(now, situation.retry_at or now)
    if _has_ended(pending, now):
        return [NextStep(Step.RETIRE, pending.kid, now, Waits.NOBODY, "its certificate ended before it was used")]
    if pending.status is CredentialStatus.AWAITING_CERTIFICATE:
        waits = Waits.NOBODY if situation.certifies_itself else Waits.AUTHORITY
        return [NextStep(Step.CERTIFY, pending.kid, ask_at, waits, "its CSR has no certificate yet")]
    if not (policy.automatic or situation.requested):
        return []
    if pending.proven:
        return [NextStep(Step.ACTIVATE, pending.kid, ask_at, Waits.NOBODY, "Mosaic accepts it")]
    if situation.publishes_itself and is_given_up(situation, policy, now):
        why = "its proof is overdue: rotate once more, or retire it"
        return [NextStep(Step.PUBLISH, pending.kid, ask_at, Waits.OPERATOR, why)]
    steps, can_push = [], situation.can_push(now)
    if pending.material not in situation.published:
        waits = Waits.NOBODY if can_push else Waits.OPERATOR
        steps.append(NextStep(Step.PUBLISH, pending.kid, ask_at, waits, "Mosaic does not hold it yet"))
    if not steps or not can_push:
        # Registered by hand, nobody may tell us: Mosaic's own answer does.
        steps.append(NextStep(Step.PROVE, pending.kid, ask_at, Waits.NOBODY, "Mosaic has to accept it first"))
    return steps


def _renewal(situation: Situation, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    if situation.requested:
        return [NextStep(Step.STAGE, "", now, Waits.NOBODY, "a rotation was asked for")]
    active = situation.of(CredentialStatus.ACTIVE)
    if not policy.automatic or not active:
        return []
    at = renewal_due_at(active[0], policy)
    return [NextStep(Step.STAGE, "", at, Waits.NOBODY, "the certificate in use is to be renewed")] if at else []


def _endings(situation: Situation, policy: RotationPolicy, now: datetime) -> list[NextStep]:
    steps = [
        NextStep(Step.RETIRE, each.kid, overlap_ends_at(each, policy), Waits.NOBODY, "its overlap is over")
        for each in situation.of(CredentialStatus.RETIRING)
    ]
    if situation.surplus:
        # An empty key set is never pushed: nothing could authenticate after it.
        is_pushed = situation.can_push(now) and not situation.is_over
        waits = Waits.NOBODY if is_pushed else Waits.OPERATOR
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
            Step.DESTROY, each.kid, (each.ended_at or now) + policy.destroy_after, Waits.NOBODY, "its time is over"
        )
        for each in situation.of(CredentialStatus.RETIRED)
        if each.has_key and (situation.auth_method is AuthMethod.CA_SIGNED or each.material not in situation.published)
    ]
    return steps
