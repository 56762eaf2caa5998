"""What a system check finds."""

from __future__ import annotations

from typing import Any

KEY = "00" * 32


def ids(check: Any, settings: Any, **values: Any) -> list[str]:
    """What a check finds with these values in MOSAIC_CLIENTS."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **values}
    messages = check(None)
    for message in messages:
        assert message.hint
        assert KEY not in message.msg
    return [message.id for message in messages]
