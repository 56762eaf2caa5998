"""Defaults for a machine without configuration: secrets and a broker below var/.

Production sets its own. ``project.E001`` to ``E003`` refuse to start with these.
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


def ensure_folder(folder: Path, mode: int = 0o700) -> Path:
    """Creates the folder if it does not exist, and returns it. Raises ImproperlyConfigured if it cannot."""
    with _reporting_write_errors(folder):
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    return folder


@contextmanager
def _reporting_write_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ImproperlyConfigured(
            f"Cannot write {folder} ({error.strerror}). To use another folder, set DJANGO_VAR_DIR."
        ) from None


def secret(folder: Path, name: str, size: int) -> str:
    """Returns a random secret of ``size`` bytes. The first call stores it in its own 0600 file below ``folder``."""
    folder = ensure_folder(folder / "secrets")
    path = folder / name
    if not path.exists():
        new = folder / f".{name}-{os.getpid()}"
        with _reporting_write_errors(folder):
            new.touch(mode=0o600)
        new.write_text(secrets.token_urlsafe(size))
        with suppress(FileExistsError):  # another process was faster: use its secret
            path.hardlink_to(new)
        new.unlink()
    return path.read_text()


def broker(folder: Path) -> tuple[str, dict[str, Any]]:
    """Returns URL and options of a Celery broker that uses files, for any number of processes on one machine."""
    options: dict[str, Any] = {}
    for option, name in (
        ("data_folder_in", "queue"),
        ("data_folder_out", "queue"),
        ("control_folder", "control"),
        ("processed_folder", "processed"),
    ):
        options[option] = str(ensure_folder(folder / "broker" / name))
    file_broker.register()
    return "filesystem://localhost", options
