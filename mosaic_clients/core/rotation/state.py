"""Input and output of the planner: the state of a client, its policy, and a step with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, PENDING, CredentialStatus


class Step(StrEnum):
    """One step of a rotation."""

    STAGE = "stage"
    CERTIFY = "certify"
    PUBLISH = "publish"
    PROVE = "prove"
    ACTIVATE = "activate"
    RETIRE = "retire"
    WITHDRAW = "withdraw"
    DESTROY = "destroy"


class WaitingFor(StrEnum):
    """Who must act before a step can be done; NO_ONE where it only waits for its time."""

    NO_ONE = ""
    OPERATOR = "operator"
    AUTHORITY = "certificate authority"


@dataclass(frozen=True, slots=True)
class RotationPolicy:
    """How one client's credentials are rotated.

    ``renew_before`` counts back from a certificate's expiry; None renews after two thirds of its lifetime. ``jitter``
    in [0, 1) differs by client and moves the renewal forward a little. ``longest_token`` is the longest lifetime of
    the client's access tokens so far: the overlap is longer.
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
    """The values of one credential that the planner needs."""

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
        """Whether its certificate has expired."""
        return self.not_after is not None and self.not_after <= now


@dataclass(frozen=True, slots=True)
class RotationState:
    """The state of one client.

    ``published`` is the material that Mosaic is known to hold, since ``published_at``. ``requested_at`` is when the
    current rotation was last requested. ``retry_at`` is when Mosaic or the CA may be called again after a failure.
    ``publishes_itself`` is whether Mosaic's client API is used, ``has_manager`` whether another client's token
    authorizes it.
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
        """The credentials with one of these statuses."""
        return tuple(credential for credential in self.credentials if credential.status in statuses)

    @property
    def requested(self) -> bool:
        """Whether a rotation was requested and is not finished."""
        return self.requested_at is not None

    def may_call(self, now: datetime) -> bool:
        """Whether Mosaic's client API can be called: the client's own token needs an active credential."""
        active = self.of(CredentialStatus.ACTIVE)
        return self.has_manager or bool(active and not active[0].has_ended(now))

    def can_push(self, now: datetime) -> bool:
        """Whether the client key set or chain can be pushed now: the client API is used and a token can be had."""
        return self.publishes_itself and self.may_call(now)

    @property
    def surplus(self) -> frozenset[str]:
        """The material that Mosaic should no longer hold. A new chain replaces the old one, which is no surplus."""
        is_replaced = self.auth_method is AuthMethod.CA_SIGNED or not self.wanted
        return self.published - self.wanted if self.is_over or not is_replaced else frozenset()

    @property
    def is_over(self) -> bool:
        """Whether no credential is pending, active or retiring."""
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
    """A step, its credential, the time from which it can be done, who must act first, and the reason for it."""

    step: Step
    kid: str
    at: datetime
    waiting_for: WaitingFor
    why: str

    def is_ready(self, now: datetime) -> bool:
        """Whether the runner can do it now."""
        return not self.waiting_for and self.at <= now
