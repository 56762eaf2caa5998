"""The Django admin, one module per page. Importing this package registers every page.

A page decides what it shows, and which buttons it offers to which operator. The service that makes a change decides
whether it is allowed, also for a request without a button.
"""

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
