"""The operator's pages, one file each. Importing this package registers all of them.

A page decides what it shows and which buttons it offers to whom. Whether a change is allowed is decided by the service
that makes it, for a request without a button as well.
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
