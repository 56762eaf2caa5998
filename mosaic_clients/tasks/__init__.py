"""The Celery tasks: sweeps enqueue what is due, and one task handles one item.

Tasks take IDs, return nothing, and are safe to run twice. Celery's autodiscovery imports this package, which imports
every module with tasks.
"""

from __future__ import annotations

from mosaic_clients.tasks.access_tokens import refresh_access_token, refresh_due_access_tokens
from mosaic_clients.tasks.bearers import prune_revoked_bearers
from mosaic_clients.tasks.environments import (
    refresh_discoveries,
    refresh_discovery,
    refresh_signing_key_sets,
    refresh_signing_keys,
)
from mosaic_clients.tasks.rotation import (
    compare_published_clients,
    rotate_client,
    rotate_due_clients,
    send_due_alerts,
)
from mosaic_clients.tasks.user_login import poll_pending_grant, poll_pending_grants

__all__ = [
    "compare_published_clients",
    "poll_pending_grant",
    "poll_pending_grants",
    "prune_revoked_bearers",
    "refresh_access_token",
    "refresh_discoveries",
    "refresh_discovery",
    "refresh_due_access_tokens",
    "refresh_signing_key_sets",
    "refresh_signing_keys",
    "rotate_client",
    "rotate_due_clients",
    "send_due_alerts",
]
