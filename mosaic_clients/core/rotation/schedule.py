"""The dates of one credential's walk: when its successor is due, when its overlap ends, when its proof is overdue."""

from __future__ import annotations

from datetime import datetime, timedelta

from mosaic_clients.core.pki.certificates import BACKDATE
from mosaic_clients.core.rotation.state import RotatingCredential, RotationPolicy

SKEW = timedelta(minutes=5)
"""How far a clock elsewhere may be behind when a token's end is reckoned."""

_RENEW_AT = 2 / 3
_JITTER = 0.05
_LEAST_USE = timedelta(seconds=30)


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
