"""Where the quickstart may play: on what it made itself, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError


def embedded_folder() -> Path:
    """The folder that the embedded database and broker lie below; raises CommandError where others are in use.

    An administrator and clients of our own making have no business in a database that somebody works with.
    """
    folder = Path(getattr(settings, "VAR_DIR", "var")).resolve()
    options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    others = []
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or not _is_below(folder, database["NAME"]):
        others.append("DATABASE_URL")
    broker = str(getattr(settings, "CELERY_BROKER_URL", ""))
    if not broker.startswith("filesystem:") or not _is_below(folder, options.get("data_folder_in", "")):
        others.append("CELERY_BROKER_URL")
    if others:
        raise CommandError(
            f"quickstart makes an administrator and clients, so it runs on the embedded database and broker below "
            f"{folder} only: unset {' and '.join(others)}."
        )
    return folder


def _is_below(folder: Path, name: object) -> bool:
    return bool(name) and Path(str(name)).resolve().is_relative_to(folder)
