"""The Django admin: one module per page, no rules of its own. Importing it registers every page."""

from mosaic_clients.admin.pages import (
    access_token,
    alert,
    certificate_authority,
    client,
    credential,
    environment,
    event,
    pending_grant,
    signing_key_set,
)

__all__ = [
    "access_token",
    "alert",
    "certificate_authority",
    "client",
    "credential",
    "environment",
    "event",
    "pending_grant",
    "signing_key_set",
]
