"""What a fresh machine runs on before anybody configured anything: secrets and a broker below var/.

Production names its own; ``project.E001`` to ``E003`` refuse to start on these.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from project import file_broker


def secret(folder: Path, name: str, octets: int) -> str:
    """A random secret of this machine, made on first use and kept in a 0600 file of its own below ``folder``."""
    folder = folder / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        new = folder / f".{name}-{os.getpid()}"
        new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(octets))
        with suppress(FileExistsError):  # of processes that start at once, the first one's secret counts
            path.hardlink_to(new)
        new.unlink()
    return path.read_text()


def broker(folder: Path) -> tuple[str, dict[str, Any]]:
    """URL and options of a Celery broker made of files, for any number of processes on one machine."""
    options: dict[str, Any] = {}
    for option, name in (
        ("data_folder_in", "queue"),
        ("data_folder_out", "queue"),
        ("control_folder", "control"),
        ("processed_folder", "processed"),
    ):
        path = folder / "broker" / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        options[option] = str(path)
    file_broker.register()
    return "filesystem://localhost", options
