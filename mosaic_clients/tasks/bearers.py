"""The task that deletes expired entries of the denylist."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from mosaic_clients.services.bearers import denylist


@shared_task(
    name="mosaic_clients.prune_revoked_bearers", expires=3600, ignore_result=True, soft_time_limit=300, time_limit=330
)
def prune_revoked_bearers() -> None:
    """Delete revoked tokens that have expired."""
    denylist.prune(timezone.now())
