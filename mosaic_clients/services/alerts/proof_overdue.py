"""Alerts about a rotation that stopped: Mosaic has not accepted the new credential for too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mosaic_clients.core.rotation.schedule import proof_is_overdue
from mosaic_clients.models import AlertKind, Credential
from mosaic_clients.services.alerts.delivery import deliver_all
from mosaic_clients.services.alerts.draft import AlertDraft
from mosaic_clients.services.planning.plan import policy_of, rotating
from mosaic_clients.signals import proof_overdue

OVERDUE = "proof overdue"


def send_due(now: datetime) -> int:
    """Sends every alert about an overdue proof that was not sent for that credential; returns how many."""
    return deliver_all(drafts(now))


def drafts(now: datetime) -> Iterator[AlertDraft]:
    """An alert for every staged credential whose proof is overdue."""
    unproven = Credential.objects.staged().filter(proven_at__isnull=True).select_related("client__environment")
    return (_draft(credential) for credential in unproven if is_overdue(credential, now))


def is_overdue(credential: Credential, now: datetime) -> bool:
    """Whether a rotation has waited too long for this proof; a credential staged without a rotation does not count."""
    policy = policy_of(credential.client)
    is_rotating = policy.automatic or credential.client.rotation_requested_at is not None
    return is_rotating and proof_is_overdue(rotating(credential), policy, now)


def _draft(credential: Credential) -> AlertDraft:
    client = credential.client
    title = f"Mosaic has not accepted the new credential of client {client.name} since "
    title += f"{credential.created_at:%Y-%m-%d %H:%M} UTC"
    return AlertDraft(
        kind=AlertKind.PROOF_OVERDUE,
        key=f"proof:{credential.pk}",
        threshold=OVERDUE,
        expires_at=credential.not_after or credential.created_at,
        label=f"The new credential {credential.kid[:12]}… of client {client.name}",
        title=title,
        text=f"{title}: the rotation is stopped. Credential {credential.kid}.\n\n{client.rotation_problem}\n",
        signal=proof_overdue,
        signal_values={"credential": credential},
        fingerprint=credential.x5t_s256,
        client=client,
        credential=credential,
    )
