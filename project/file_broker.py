"""The embedded broker made of files, with each message written whole before anybody can take it.

kombu's own transport opens a message's file under its final name and writes into it after that. A worker that looks in
between takes an empty file, and ends with a JSONDecodeError (celery/kombu#1551).
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Puts a message by renaming its file. ``_put`` is what kombu asks virtual transports to define (decision 5)."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # as kombu's
        """Put a message onto a queue, named as kombu names it; raises OSError."""
        path = Path(self.data_folder_out) / f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        unfinished = path.with_name(f"{path.name}.unfinished")  # no queue's messages end like that
        unfinished.write_text(dumps(payload))
        unfinished.replace(path)


class Transport(filesystem.Transport):
    """kombu's file transport with that channel."""

    Channel = Channel


def register() -> None:
    """Have ``filesystem:`` URLs mean this one in the whole process; before Celery first connects."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
