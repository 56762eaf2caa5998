"""Tasks that refresh access tokens."""

from __future__ import annotations

import uuid

from celery import Task, shared_task
from django.utils import timezone

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.events import WORKER
from mosaic_clients.tasks.retrying import retry_or_log


@shared_task(
    name="mosaic_clients.refresh_due_access_tokens", expires=60, ignore_result=True, soft_time_limit=60, time_limit=90
)
def refresh_due_access_tokens() -> None:
    """Enqueue one task for each access token that is due."""
    for token_id in token_refresh.due(timezone.now()):
        refresh_access_token.delay(str(token_id))


@shared_task(
    bind=True,
    name="mosaic_clients.refresh_access_token",
    max_retries=4,
    acks_late=True,
    ignore_result=True,
    soft_time_limit=60,
    time_limit=90,
)
def refresh_access_token(self: Task[..., None], token_id: str, force: bool = False) -> None:
    """Refresh an access token by its ID if it is due; ``force`` refreshes it in any case."""
    try:
        token_refresh.refresh(uuid.UUID(token_id), actor=WORKER, force=force)
    except MosaicError as error:
        retry_or_log(self, error)
