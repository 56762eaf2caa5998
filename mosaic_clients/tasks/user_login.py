"""Tasks that poll Mosaic for pending CIBA and device grants."""

from __future__ import annotations

import uuid

from celery import shared_task
from django.utils import timezone

from mosaic_clients.services.user_login import background_polling


@shared_task(
    name="mosaic_clients.poll_pending_grants", expires=10, ignore_result=True, soft_time_limit=30, time_limit=60
)
def poll_pending_grants() -> None:
    """Enqueue one task for each pending grant that may be polled now; delete tokens that were not collected in time."""
    now = timezone.now()
    for grant_id in background_polling.due(now):
        poll_pending_grant.delay(str(grant_id))
    background_polling.prune(now)


@shared_task(
    name="mosaic_clients.poll_pending_grant", expires=60, ignore_result=True, soft_time_limit=60, time_limit=90
)
def poll_pending_grant(grant_id: str) -> None:
    """Poll a pending grant by its ID, once, if it is due; the result is stored."""
    background_polling.poll_one(uuid.UUID(grant_id))
