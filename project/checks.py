"""Production refuses to start on embedded defaults."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, run_checks
from django.core.management.base import SystemCheckError


def check_embedded_defaults(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Whatever this deployment left to the embedded defaults."""
    messages: list[CheckMessage] = []
    for number, name, octets in ((1, "DJANGO_SECRET_KEY", 50), (2, "MOSAIC_ENCRYPTION_KEYS", 32)):
        if not os.environ.get(name):
            messages.append(
                Error(
                    f"{name} is not set: the secret in use was made here and lies beside the database.",
                    hint=f"Set {name} from your secret store. "
                    f"Make one with: python -c 'import secrets; print(secrets.token_urlsafe({octets}))'",
                    id=f"project.E00{number}",
                )
            )
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        messages.append(
            Error(
                "The Celery broker is the embedded one, made of files.",
                hint="Set CELERY_BROKER_URL, for example redis://… or amqp://…",
                id="project.E003",
            )
        )
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        messages.append(
            checks.Warning("The database is SQLite.", hint="Set DATABASE_URL to PostgreSQL.", id="project.W004")
        )
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        messages.append(
            checks.Warning("The cache is local to each process.", hint="Set CACHE_URL to Redis.", id="project.W005")
        )
    if not settings.ADMINS:
        messages.append(
            checks.Info(
                "Nobody is mailed when a certificate is about to end, or Mosaic's signing keys cannot be had.",
                hint="Set DJANGO_ADMINS to addresses, comma separated, and EMAIL_URL to a mail server.",
                id="project.I006",
            )
        )
    return messages


def require_production_settings() -> None:
    """Raise SystemCheckError where a deployment check fails, unless this is declared a machine of one's own."""
    if settings.EMBEDDED or settings.DEBUG:
        return
    errors = [
        message
        for message in run_checks(tags=[Tags.security, "mosaic"], include_deployment_checks=True)
        if message.is_serious()
    ]
    if errors:
        lines = "\n\n".join(str(message) for message in errors)
        raise SystemCheckError(
            f"Refusing to start:\n\n{lines}\n\nOn a developer's own machine, set DJANGO_EMBEDDED=true."
        )
