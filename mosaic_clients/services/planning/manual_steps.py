"""Why nothing can be pushed to Mosaic for a client, and what the operator does instead."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.state import NextStep, RotationState, WaitingFor
from mosaic_clients.models import Client
from mosaic_clients.services.planning.plan import rotation_state


def why_manual(client: Client) -> str:
    """Why an operator must register at Mosaic for a client, in sentences; empty where it is pushed."""
    state = rotation_state(client)
    if not state.publishes_itself:
        return "Mosaic's client API is not used for this client."
    if state.is_over:
        return f"No key of {client.name!r} is in use, and the client API never removes the last key from Mosaic."
    if not state.can_push(timezone.now()):
        return f"The first push of {client.name!r} needs another client's token."
    return ""


def manual_steps(client: Client) -> Remedy:
    """What the operator does manually so that Mosaic holds what it must hold."""
    state = rotation_state(client)
    steps = _registration_steps(client, state)
    if state.publishes_itself and not state.is_over and not state.can_push(timezone.now()):
        return replace(_remedy(RemedyKind.SET_MANAGEMENT_CLIENT, client), then=steps)
    return steps


def refusal(client: Client) -> MoveRefused:
    """Why nothing can be pushed, as an error with the manual steps."""
    return MoveRefused(why_manual(client), remedy=manual_steps(client))


def publication_steps(client: Client) -> Remedy:
    """What the operator does so that Mosaic holds what it must hold: publishes, or registers manually."""
    return manual_steps(client) if why_manual(client) else _remedy(RemedyKind.PUBLISH, client)


def certify_steps(client: Client) -> Remedy:
    """What the operator does about a CSR."""
    return _remedy(RemedyKind.ATTACH_CERTIFICATE, client)


def steps_for(client: Client, step: NextStep) -> Remedy | None:
    """What the operator does about a step that waits for people; None for an automatic step."""
    if step.waiting_for is WaitingFor.AUTHORITY:
        return certify_steps(client)
    if step.waiting_for is not WaitingFor.OPERATOR:
        return None
    if why_manual(client):
        return manual_steps(client)
    return replace(_remedy(RemedyKind.ROTATE_OR_RETIRE, client), kid=step.kid)


def _registration_steps(client: Client, state: RotationState) -> Remedy:
    if state.is_over and not client.published:
        return _remedy(RemedyKind.STAGE, client)
    if state.is_over and client.method is AuthMethod.CA_SIGNED:
        return _remedy(RemedyKind.WITHDRAW_AND_CONFIRM, client)
    if not state.wanted and state.of(CredentialStatus.AWAITING_CERTIFICATE):
        return certify_steps(client)
    is_unproven = any(not each.proven for each in state.of(CredentialStatus.STAGED))
    then = _remedy(RemedyKind.PROVE, client) if is_unproven else None
    return replace(_remedy(RemedyKind.REGISTER_AND_CONFIRM, client), then=then)


def _remedy(kind: RemedyKind, client: Client) -> Remedy:
    return Remedy(
        kind,
        client=client.name,
        client_id=client.client_id,
        auth_method=client.method,
        environment=client.environment.name,
    )
