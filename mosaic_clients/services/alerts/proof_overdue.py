"""Tell people that a rotation does not come to its end: Mosaic has not accepted the new credential for too long."""

from __future__ import annotations

from datetime import datetime

from mosaic_clients.core.rotation.schedule import proof_is_overdue
from mosaic_clients.models import Alert, Credential
from mosaic_clients.services.alerts.delivery import send_once
from mosaic_clients.services.planning.plan import policy_of, rotating
from mosaic_clients.signals import proof_overdue

OVERDUE = "proof overdue"


def send_due(now: datetime) -> int:
    """Send every alert about a proof that is overdue and was not sent for that credential; returns how many."""
    waiting = Credential.objects.staged().filter(proven_at__isnull=True).select_related("client__environment")
    return sum(_send_once(credential) for credential in waiting if is_overdue(credential, now))


def is_overdue(credential: Credential, now: datetime) -> bool:
    """Whether a rotation, not an operator with single verbs, has waited for this proof beyond its patience."""
    policy = policy_of(credential.client)
    is_walked = policy.automatic or credential.client.rotation_requested_at is not None
    return is_walked and proof_is_overdue(rotating(credential), policy, now)


def _send_once(credential: Credential) -> bool:
    client = credential.client
    title = f"Mosaic has not accepted the new credential of client {client.name} since "
    title += f"{credential.created_at:%Y-%m-%d %H:%M} UTC"
    text = f"{title}: the rotation does not go on. Credential {credential.kid}.\n\n{client.rotation_problem}\n"
    ends = credential.not_after or credential.created_at
    if not send_once(f"proof:{credential.pk}", OVERDUE, expires_at=ends, title=title, text=text):
        return False
    proof_overdue.send_robust(sender=Alert, credential=credential)
    return True
