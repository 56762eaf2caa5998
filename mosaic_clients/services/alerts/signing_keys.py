"""Tell people that Mosaic's signing keys cannot be renewed: in time, and again once bearers cannot be verified."""

from __future__ import annotations

from datetime import datetime

from mosaic_clients.core.jose.jwks import HARD_STOP, are_trusted
from mosaic_clients.models import Alert, SigningKeySet
from mosaic_clients.services.alerts.delivery import send_once
from mosaic_clients.signals import signing_keys_failing

WARN_AFTER = HARD_STOP / 4
FAILING, STOPPED = "keys failing", "keys stopped"


def send_due(now: datetime) -> int:
    """Send every alert about signing keys that is due and was not sent in this episode; returns how many."""
    failing = SigningKeySet.objects.filter(failing_since__isnull=False).select_related("environment")
    return sum(_send_once(row, threshold) for row in failing if (threshold := crossed_threshold(row, now)))


def crossed_threshold(row: SigningKeySet, now: datetime) -> str:
    """How bad it is: STOPPED where the keys may not be used, FAILING where fetches failed for six hours, or empty."""
    if row.failing_since is None:
        return ""
    if row.fetched_at is None or not are_trusted(row.fetched_at, now=now):
        return STOPPED
    return FAILING if now - row.failing_since >= WARN_AFTER else ""


def _send_once(row: SigningKeySet, threshold: str) -> bool:
    """Send, unless this episode, which began with the first failure, has had it."""
    since = row.failing_since
    if since is None:
        return False
    name, stop = row.environment.name, (row.fetched_at or since) + HARD_STOP
    what = f"The signing keys of environment {name} "
    what += (
        f"cannot be used since {stop if row.fetched_at else since:%Y-%m-%d %H:%M} UTC: its bearers are answered 503"
        if threshold == STOPPED
        else f"cannot be fetched since {since:%Y-%m-%d %H:%M} UTC and are used until {stop:%Y-%m-%d %H:%M} UTC"
    )
    subject = f"signing-keys:{row.pk}:{since:%Y%m%dT%H%M%S.%f}"
    if not send_once(subject, threshold, expires_at=stop, title=what, text=f"{what}.\n\n{row.problem}\n"):
        return False
    signing_keys_failing.send_robust(sender=Alert, environment=row.environment, threshold=threshold)
    return True
