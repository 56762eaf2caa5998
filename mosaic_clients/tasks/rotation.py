"""Tasks that rotate clients, compare their publication with Mosaic, and send alerts about their certificates."""

from __future__ import annotations

import logging
import uuid

from celery import shared_task
from django.utils import timezone

from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.models import Client
from mosaic_clients.services.alerts import certificate_expiry, proof_overdue
from mosaic_clients.services.events import WORKER
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner

logger = logging.getLogger("mosaic_clients.tasks")


@shared_task(
    name="mosaic_clients.rotate_due_clients", expires=120, ignore_result=True, soft_time_limit=60, time_limit=90
)
def rotate_due_clients() -> None:
    """Enqueue one task for each client whose rotation has a step to do, and send alerts for overdue proofs."""
    now = timezone.now()
    for client_id in rotation_runner.due(now):
        rotate_client.delay(str(client_id))
    proof_overdue.send_due(now)


@shared_task(
    name="mosaic_clients.rotate_client", acks_late=True, ignore_result=True, soft_time_limit=240, time_limit=300
)
def rotate_client(client_id: str) -> None:
    """Advance the rotation of a client by its ID; a failure is stored with the time of the next try."""
    client = Client.objects.filter(pk=uuid.UUID(client_id)).select_related("environment").first()
    if client is None:
        return
    try:
        run = rotation_runner.advance(client, actor=WORKER)
    except MoveRefused as error:
        logger.info("%s", str(error))
        return
    if run.failure is not None:
        logger.warning("rotation of %s: %s: %s", client.name, run.failure.code, str(run.failure))


@shared_task(
    name="mosaic_clients.compare_published_clients",
    expires=3600,
    ignore_result=True,
    soft_time_limit=600,
    time_limit=660,
)
def compare_published_clients() -> None:
    """Compare what Mosaic holds with what it should hold, for each client that is published by the client API."""
    for client in Client.objects.filter(publication=PublicationMethod.CLIENT_API.value).select_related("environment"):
        try:
            publication.compare(client, publication.client_api(client), actor=WORKER)
        except MosaicError as error:
            logger.warning("comparing %s with Mosaic: %s: %s", client.name, error.code, str(error))


@shared_task(
    name="mosaic_clients.send_due_alerts", expires=600, ignore_result=True, soft_time_limit=300, time_limit=330
)
def send_due_alerts() -> None:
    """Send alerts about certificates that expire soon."""
    certificate_expiry.send_due(timezone.now())
