"""Restricts the quickstart to the embedded database and broker."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError


def embedded_folder() -> Path:
    """Returns the folder of the embedded database and broker. Raises CommandError if others are in use.

    The demo's administrator and clients must not get into a database that is used for real work.
    """
    folder = Path(getattr(settings, "VAR_DIR", "var")).resolve()
    options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    variables = []
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or not _is_below(folder, database["NAME"]):
        variables.append("DATABASE_URL")
    broker = str(getattr(settings, "CELERY_BROKER_URL", ""))
    if not broker.startswith("filesystem:") or not _is_below(folder, options.get("data_folder_in", "")):
        variables.append("CELERY_BROKER_URL")
    if variables:
        raise CommandError(
            f"quickstart creates an administrator and clients, so it runs only on the embedded database and broker in "
            f"{folder}. To run it, unset {' and '.join(variables)}."
        )
    return folder


def _is_below(folder: Path, name: object) -> bool:
    return bool(name) and Path(str(name)).resolve().is_relative_to(folder)
