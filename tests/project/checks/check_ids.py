"""Runs a system check with changed settings."""

from __future__ import annotations

from typing import Any

KEY = "00" * 32


def ids(check: Any, settings: Any, **values: Any) -> list[str]:
    """Returns the ids that a check reports with these values in MOSAIC_CLIENTS."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **values}
    messages = check(None)
    for message in messages:
        assert message.hint
        assert KEY not in message.msg
    return [message.id for message in messages]
