"""The dates of one credential's rotation: when its successor is due, its overlap ends, and its proof is overdue."""

from __future__ import annotations

from datetime import datetime, timedelta

from mosaic_clients.core.pki.certificate_creation import BACKDATE
from mosaic_clients.core.rotation.state import RotatingCredential, RotationPolicy

SKEW = timedelta(minutes=5)
"""How far another machine's clock may be behind when it checks the expiry of a token."""

_RENEW_AT = 2 / 3
_JITTER = 0.05
_LEAST_USE = timedelta(seconds=30)


def renewal_due_at(credential: RotatingCredential, policy: RotationPolicy) -> datetime | None:
    """When the successor of a credential is due to be staged, or None if it has no certificate.

    At two thirds of its lifetime, or ``renew_before`` its expiry but never in the first half, which suits lifetimes of
    minutes and of years. ``jitter`` moves it forward by up to a twentieth of the lifetime, so that a fleet does not
    rotate at the same time. Never sooner than 30 seconds after its creation.
    """
    if credential.not_before is None or credential.not_after is None:
        return None
    # A certificate is backdated for slow clocks. That time does not count: it could be most of a short lifetime.
    starts_at = max(credential.not_before, min(credential.created_at, credential.not_before + BACKDATE))
    lifetime = credential.not_after - starts_at
    at = starts_at + lifetime * _RENEW_AT
    if policy.renew_before is not None:
        at = max(credential.not_after - policy.renew_before, starts_at + lifetime / 2)
    return max(at - lifetime * _JITTER * policy.jitter, credential.created_at + _LEAST_USE)


def overlap_ends_at(credential: RotatingCredential, policy: RotationPolicy) -> datetime:
    """When a retiring credential is no longer needed: its tokens have expired, or its certificate has."""
    since = credential.retiring_since or credential.created_at
    end = since + max(policy.overlap, policy.longest_token + SKEW)
    return min(end, credential.not_after) if credential.not_after else end


def proof_is_overdue(credential: RotatingCredential, policy: RotationPolicy, now: datetime) -> bool:
    """Whether a staged credential has waited for its proof longer than the policy allows."""
    return not credential.proven and now >= credential.created_at + policy.proof_patience
