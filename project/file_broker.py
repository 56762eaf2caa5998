"""The embedded file broker. It writes each message completely before a worker can take it.

kombu's own transport creates a message's file under its final name and writes to it afterwards. A worker that reads in
between takes an empty file and fails with a JSONDecodeError (celery/kombu#1551).
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Publishes a message by renaming its file. kombu asks virtual transports to define ``_put`` (decision 5)."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # as kombu's
        """Puts a message into a queue, with a file name as kombu's. Raises OSError."""
        path = Path(self.data_folder_out) / f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        unfinished = path.with_name(f"{path.name}.unfinished")  # no consumer reads this suffix
        unfinished.write_text(dumps(payload))
        unfinished.replace(path)


class Transport(filesystem.Transport):
    """kombu's file transport with this channel."""

    Channel = Channel


def register() -> None:
    """Makes ``filesystem:`` URLs use this transport in the whole process. Call it before Celery connects."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
