"""A device authorization that a worker polls at a scripted Mosaic."""

from __future__ import annotations

from uuid import UUID

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from mosaic_clients.models import Client, PendingGrant
from mosaic_clients.services.user_login import background_polling
from tests.clock import Clock
from tests.mosaic import Reply

DEVICE = "/cis/oidc/device/auth"
CODE, ACCESS, REFRESH = "device-code-s3cret", "access-token-s3cret", "refresh-token-s3cret"
STARTED = {
    "device_code": CODE,
    "user_code": "WDJB-MJHT",
    "verification_uri": "https://mosaic.test/device",
    "expires_in": 600,
}
PENDING = Reply(400, {"error": "authorization_pending", "error_description": "not yet"})


def handed_over(client: Client, scope: str = "email") -> UUID:
    return MosaicClient(client).device_authorization(scope=scope).hand_over()


def polled(clock: Clock, seconds: float = 5) -> PendingGrant:
    """Runs the sweep for what is due after that many seconds."""
    clock.move(seconds)
    for grant_id in background_polling.due(clock.now()):
        tasks.poll_pending_grant(str(grant_id))
    return PendingGrant.objects.get()
