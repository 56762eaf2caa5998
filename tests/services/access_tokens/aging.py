"""Access tokens that get older."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from mosaic_clients.models import AccessToken, Client


def now() -> datetime:
    return datetime.now(UTC)


def age(client: Client, **columns: Any) -> None:
    """Ages the row, as if time had passed."""
    AccessToken.objects.filter(client=client).update(**columns)
