"""How a failed task is tried again."""

from __future__ import annotations

import logging
import random

from celery import Task

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.oauth.token_renewal import wait_after_failure

logger = logging.getLogger("mosaic_clients.tasks")


def retry_or_log(task: Task[..., None], error: MosaicError) -> None:
    """Retry a retryable error with jittered back-off; any other error is stored already and shown in the admin."""
    logger.warning("%s failed: %s: %s", task.name, error.code, str(error))
    if not error.retryable or task.request.retries >= (task.max_retries or 0):
        return
    wait = wait_after_failure(
        task.request.retries + 1,
        retryable=True,
        retry_after=getattr(error, "retry_after", None),
        jitter=random.random(),  # noqa: S311 - spreads load, guards nothing
    )
    raise task.retry(countdown=wait.total_seconds(), exc=None)
