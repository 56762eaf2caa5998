"""The Celery tasks: sweeps enqueue what is due, and one task handles one item.

Tasks take IDs, return nothing, and are safe to run twice.
"""

from __future__ import annotations

import logging
import random
import uuid

from celery import Task, shared_task
from django.utils import timezone

from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.oauth.token_renewal import wait_after_failure
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.alerts import certificate_expiry, proof_overdue
from mosaic_clients.services.alerts import signing_keys as signing_key_alerts
from mosaic_clients.services.bearers import denylist
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.events import WORKER
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.user_login import background_polling

logger = logging.getLogger("mosaic_clients.tasks")


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
        _retry_or_leave(self, error)


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
    for environment_id in discovery.users():
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
        _retry_or_leave(self, error)


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
    name="mosaic_clients.send_due_alerts", expires=600, ignore_result=True, soft_time_limit=300, time_limit=330
)
def send_due_alerts() -> None:
    """Send alerts about certificates that expire soon."""
    certificate_expiry.send_due(timezone.now())


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
    name="mosaic_clients.prune_revoked_bearers", expires=3600, ignore_result=True, soft_time_limit=300, time_limit=330
)
def prune_revoked_bearers() -> None:
    """Delete revoked tokens that have expired."""
    denylist.prune(timezone.now())


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


def _retry_or_leave(task: Task[..., None], error: MosaicError) -> None:
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
