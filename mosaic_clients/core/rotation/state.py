"""What the walk is decided by and what it decides: a client as it stands, its policy, and a step with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, PENDING, CredentialStatus


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


class WaitingFor(StrEnum):
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

    def has_ended(self, now: datetime) -> bool:
        """Whether its certificate is over."""
        return self.not_after is not None and self.not_after <= now


@dataclass(frozen=True, slots=True)
class RotationState:
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
        return self.has_manager or bool(in_use and not in_use[0].has_ended(now))

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
    waits: WaitingFor
    why: str

    def is_ready(self, now: datetime) -> bool:
        """Whether it can be done now, by us."""
        return not self.waits and self.at <= now
