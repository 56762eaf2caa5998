"""What a fresh machine runs on before anybody configured anything: secrets and a broker below var/.

Production names its own; ``project.E001`` to ``E003`` refuse to start on these.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from project import file_broker


def made(folder: Path, mode: int = 0o700) -> Path:
    """The folder, made where there is none; raises ImproperlyConfigured where it cannot be."""
    with _told(folder):
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    return folder


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ImproperlyConfigured(
            f"{folder} cannot be written ({error.strerror}): set DJANGO_VAR_DIR to a folder that can."
        ) from None


def secret(folder: Path, name: str, octets: int) -> str:
    """A random secret of this machine, made on first use and kept in a 0600 file of its own below ``folder``."""
    folder = made(folder / "secrets")
    path = folder / name
    if not path.exists():
        new = folder / f".{name}-{os.getpid()}"
        with _told(folder):
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
        options[option] = str(made(folder / "broker" / name))
    file_broker.register()
    return "filesystem://localhost", options
