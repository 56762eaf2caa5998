"""Stores what must survive a restart of the sandbox, in private files."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mosaic_clients.core.encoding import parse_json_object


class Storage:
    """Small texts by file name. Without a folder nothing is stored: its callers read only when the sandbox is created.

    A missing folder is created with mode 0700. Every file has mode 0600 and is replaced atomically, so a killed
    process leaves the old text or the new one.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def read(self, name: str) -> dict[str, Any] | None:
        """Returns the JSON object stored under ``name``, or None. Raises ValueError if the file is no JSON object."""
        path = self._folder / name if self._folder is not None else None
        if path is None or not path.exists():
            return None
        try:
            return parse_json_object(path.read_bytes())
        except ValueError as error:
            raise ValueError(f"The sandbox cannot read its {name} ({error}). Remove the file to start again.") from None

    def write(self, name: str, value: Mapping[str, Any]) -> None:
        """Stores a JSON object under ``name``."""
        if self._folder is not None:
            self.write_text(name, json.dumps(value) + "\n")

    def write_text(self, name: str, text: str) -> None:
        """Stores a text under ``name``."""
        if self._folder is None:
            return
        descriptor, temporary = tempfile.mkstemp(dir=self._folder, prefix=f".{name}.")  # created with mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(self._folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
