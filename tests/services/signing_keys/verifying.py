"""Bearers verified here, and the age of the stored signing keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.models import SigningKeySet
from mosaic_clients.services.bearers import verification as bearer_verification


def set_age(**columns: timedelta) -> None:
    """Make the times of the row so much older."""
    now = datetime.now(UTC)
    SigningKeySet.objects.update(**{column: now - ago for column, ago in columns.items()})


def verify(token: str) -> Any:
    return bearer_verification.verify(token, presented_x5t_s256=None)


def refusal_of(token: str) -> str:
    with pytest.raises(BearerRefused) as refusal:
        verify(token)
    return refusal.value.code
