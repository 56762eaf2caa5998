"""A client's credentials in each status, and the next step that the planner gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.planner import next_step, plan
from mosaic_clients.core.rotation.state import NextStep, RotatingCredential, RotationPolicy, RotationState

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POLICY = RotationPolicy(
    automatic=True,
    renew_before=None,
    overlap=HOUR,
    destroy_after=30 * DAY,
    proof_patience=7 * DAY,
    longest_token=HOUR,
    jitter=0.0,
)
ACTIVE = RotatingCredential(
    kid="active",
    status=CredentialStatus.ACTIVE,
    material="m-active",
    created_at=NOW,
    not_before=NOW,
    not_after=NOW + 90 * DAY,
    proven=True,
    retiring_since=None,
    ended_at=None,
    has_key=True,
)
STAGED = replace(ACTIVE, kid="staged", status=CredentialStatus.STAGED, material="m-staged", proven=False)
AWAITING = replace(STAGED, status=CredentialStatus.AWAITING_CERTIFICATE, material="", not_before=None, not_after=None)
RETIRING = replace(ACTIVE, kid="retiring", status=CredentialStatus.RETIRING, material="m-retiring", retiring_since=NOW)
RETIRED = replace(RETIRING, kid="retired", status=CredentialStatus.RETIRED, material="m-retired", ended_at=NOW)


def state_of(*credentials: RotatingCredential, **changes: object) -> RotationState:
    state = RotationState(
        auth_method=AuthMethod.SELF_SIGNED,
        credentials=credentials,
        published=frozenset({"m-active"}),
        published_at=NOW,
        requested_at=None,
        publishes_itself=True,
        has_manager=True,
        certifies_itself=True,
        retry_at=None,
    )
    return replace(state, **changes)  # type: ignore[arg-type]


def first_step(state: RotationState, policy: RotationPolicy = POLICY, now: datetime = NOW) -> NextStep | None:
    return next_step(plan(state, policy, now), now)
