"""Tasks that refresh what an environment publishes: its signing keys and its discovery document."""

from __future__ import annotations

import logging
import uuid

from celery import Task, shared_task
from django.utils import timezone

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Environment
from mosaic_clients.services.alerts import signing_keys as signing_key_alerts
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.events import WORKER
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.tasks.retrying import retry_or_log

logger = logging.getLogger("mosaic_clients.tasks")


@shared_task(
    name="mosaic_clients.refresh_signing_key_sets", expires=60, ignore_result=True, soft_time_limit=60, time_limit=90
)
def refresh_signing_key_sets() -> None:
    """Enqueue one task for each environment whose signing keys are due, and send alerts for those that fail."""
    now = timezone.now()
    for environment_id in signing_key_refresh.due(now):
        refresh_signing_keys.delay(str(environment_id))
    signing_key_alerts.send_due(now)


@shared_task(
    name="mosaic_clients.refresh_signing_keys",
    expires=60,
    acks_late=True,
    ignore_result=True,
    soft_time_limit=60,
    time_limit=90,
)
def refresh_signing_keys(environment_id: str) -> None:
    """Refresh the signing keys of an environment by its ID if they are due; a failure is tried again later."""
    environment = Environment.objects.filter(pk=uuid.UUID(environment_id)).first()
    if environment is None:
        return
    try:
        signing_key_refresh.refresh_due(environment)
    except MosaicError as error:
        logger.info("%s: %s", error.code, str(error))


@shared_task(
    name="mosaic_clients.refresh_discoveries", expires=3600, ignore_result=True, soft_time_limit=60, time_limit=90
)
def refresh_discoveries() -> None:
    """Enqueue one task for each environment that takes its endpoints from discovery."""
    for environment_id in discovery.environments_using_discovery():
        refresh_discovery.delay(str(environment_id))


@shared_task(
    bind=True,
    name="mosaic_clients.refresh_discovery",
    max_retries=2,
    acks_late=True,
    ignore_result=True,
    soft_time_limit=60,
    time_limit=90,
)
def refresh_discovery(self: Task[..., None], environment_id: str) -> None:
    """Read the discovery document of an environment by its ID; if that fails, the stored document is kept."""
    environment = Environment.objects.filter(pk=uuid.UUID(environment_id), use_discovery=True).first()
    if environment is None:
        return
    try:
        discovery.discover(environment, actor=WORKER)
    except MosaicError as error:
        retry_or_log(self, error)
