"""Where nothing can be pushed to Mosaic: why, and what the operator does instead, command by command."""

from __future__ import annotations

from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import hand_over
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client
from mosaic_clients.services.planning.plan import rotation_state


def why_manual(client: Client) -> str:
    """Why an operator sees to what Mosaic holds of a client, in sentences; empty where it is pushed."""
    situation = rotation_state(client)
    if not situation.publishes_itself:
        return "Mosaic's client API is not used for this client."
    if situation.is_over:
        return f"No key of {client.name!r} is in use, and Mosaic is never told by its client API to hold none."
    if not situation.can_push(timezone.now()):
        place = client.environment.name
        return (
            f"The first push of {client.name!r} needs another client's token: set a management client on environment "
            f"{place!r} (mosaic environment set-manager {place} CLIENT), or do it by hand."
        )
    return ""


def manual_steps(client: Client) -> str:
    """What the operator does to have Mosaic hold what it must hold, a sentence."""
    situation, name = rotation_state(client), client.name
    if situation.is_over and not client.published:
        return f"Stage a credential first: mosaic credential stage {name}."
    if situation.is_over and client.method is AuthMethod.CA_SIGNED:
        first = f"Take chain and subject DN of client ID {client.client_id} out of Mosaic"
        return f"{first}, then say so: mosaic publish {name} --confirm."
    if not situation.wanted and situation.of(CredentialStatus.AWAITING_CERTIFICATE):
        return certify_steps(client)
    register = hand_over(name, client.method)
    said = f"{register[0].upper()}{register[1:]}, then say so: mosaic publish {name} --confirm"
    is_unproven = any(not each.proven for each in situation.of(CredentialStatus.STAGED))
    return f"{said}, and prove it: mosaic credential prove {name}." if is_unproven else f"{said}."


def certify_steps(client: Client) -> str:
    """What the operator does about a CSR, a sentence."""
    return (
        f"Have the output of 'mosaic csr {client.name}' signed, then attach the answer: mosaic credential attach "
        f"{client.name} --chain FILE."
    )
