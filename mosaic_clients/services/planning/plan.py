"""The input of the rotation planner, read from a client's rows: its state and policy. Also runs the planner."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation import planner as core
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.core.rotation.state import NextStep, RotatingCredential, RotationPolicy, RotationState
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.issuing.registry import issuer_of


def plan(client: Client, now: datetime) -> list[NextStep]:
    """Every step still to do for a client; its credentials may be prefetched."""
    return core.plan(rotation_state(client), policy_of(client), now)


def is_given_up(client: Client, now: datetime) -> bool:
    """Whether Mosaic did not accept a changed CA or subject DN in time, so that the active one is published again."""
    if client.method is AuthMethod.SELF_SIGNED:
        return False  # without a query: only a CA-signed client has a CA or subject DN to change
    return core.is_given_up(rotation_state(client), policy_of(client), now)


def policy_of(client: Client) -> RotationPolicy:
    """The client's policy, with defaults from the settings."""
    settings = conf.current()
    default_renewal = None if settings.RENEW_BEFORE_DAYS is None else timedelta(days=settings.RENEW_BEFORE_DAYS)
    return RotationPolicy(
        automatic=settings.AUTOMATIC_ROTATION if client.automatic is None else client.automatic,
        renew_before=default_renewal if client.renew_before is None else client.renew_before,
        overlap=timedelta(seconds=settings.OVERLAP) if client.overlap is None else client.overlap,
        destroy_after=timedelta(days=settings.DESTROY_KEY_AFTER_DAYS),
        proof_patience=timedelta(days=settings.PROOF_PATIENCE_DAYS),
        longest_token=client.longest_token,
        jitter=_jitter(client),
    )


def rotation_state(client: Client) -> RotationState:
    """The state of the client now."""
    return RotationState(
        auth_method=client.method,
        credentials=tuple(rotating(credential) for credential in client.credentials.all()),
        published=frozenset(client.published),
        published_at=client.published_at,
        requested_at=client.rotation_requested_at,
        publishes_itself=client.publication == PublicationMethod.CLIENT_API,
        has_manager=client.environment.management_client_id not in {None, client.pk},
        certifies_itself=issuer_of(client).is_automatic,
        retry_at=client.retry_at,
    )


def rotating(credential: Credential) -> RotatingCredential:
    """One credential as the planner needs it."""
    return RotatingCredential(
        kid=credential.kid,
        status=credential.state,
        material=credential.material,
        created_at=credential.created_at,
        not_before=credential.not_before,
        not_after=credential.not_after,
        proven=credential.proven_at is not None,
        retiring_since=credential.retiring_at,
        ended_at=credential.retired_at,
        has_key=credential.key_destroyed_at is None,  # without reading the key itself
    )


def _jitter(client: Client) -> float:
    """A number in [0, 1): always the same for one client, and different between clients."""
    return int.from_bytes(hashlib.sha256(client.pk.bytes).digest()[:4]) / 2**32
