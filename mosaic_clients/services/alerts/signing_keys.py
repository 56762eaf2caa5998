"""Alerts about Mosaic's signing keys: the fetch fails, and later the keys are too old to verify a bearer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mosaic_clients.core.jose.jwks import HARD_STOP, are_trusted
from mosaic_clients.models import AlertKind, SigningKeySet
from mosaic_clients.services.alerts.delivery import deliver_all
from mosaic_clients.services.alerts.draft import AlertDraft
from mosaic_clients.signals import signing_keys_failing

WARN_AFTER = HARD_STOP / 4
FAILING, STOPPED = "keys failing", "keys stopped"


def send_due(now: datetime) -> int:
    """Sends every alert about signing keys that is due and was not sent in this outage; returns how many."""
    return deliver_all(drafts(now))


def drafts(now: datetime) -> Iterator[AlertDraft]:
    """An alert for every set of signing keys that has crossed a threshold; an outage begins with its first failure."""
    failing = SigningKeySet.objects.filter(failing_since__isnull=False).select_related("environment")
    for row in failing:
        threshold = crossed_threshold(row, now)
        if threshold and row.failing_since is not None:
            yield _draft(row, threshold, row.failing_since)


def crossed_threshold(row: SigningKeySet, now: datetime) -> str:
    """STOPPED where the keys must not be used, FAILING where fetches have failed for six hours, else empty."""
    if row.failing_since is None:
        return ""
    if row.fetched_at is None or not are_trusted(row.fetched_at, now=now):
        return STOPPED
    return FAILING if now - row.failing_since >= WARN_AFTER else ""


def _draft(row: SigningKeySet, threshold: str, since: datetime) -> AlertDraft:
    label, stop = f"The signing keys of environment {row.environment.name}", (row.fetched_at or since) + HARD_STOP
    title = f"{label} "
    title += (
        f"have been unusable since {stop if row.fetched_at else since:%Y-%m-%d %H:%M} UTC: API requests get 503"
        if threshold == STOPPED
        else f"have failed to refresh since {since:%Y-%m-%d %H:%M} UTC and are used until {stop:%Y-%m-%d %H:%M} UTC"
    )
    return AlertDraft(
        kind=AlertKind.SIGNING_KEYS,
        key=f"signing-keys:{row.pk}:{since:%Y%m%dT%H%M%S.%f}",
        threshold=threshold,
        expires_at=stop,
        label=label,
        title=title,
        text=f"{title}.\n\n{row.problem}\n",
        signal=signing_keys_failing,
        signal_values={"environment": row.environment, "threshold": threshold},
        environment=row.environment,
    )
