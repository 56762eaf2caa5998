"""Deployment checks, so that production refuses to start with embedded defaults."""

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
    """Reports every embedded default that this deployment uses."""
    messages: list[CheckMessage] = []
    for number, name, size in ((1, "DJANGO_SECRET_KEY", 50), (2, "MOSAIC_ENCRYPTION_KEYS", 32)):
        if not os.environ.get(name):
            messages.append(
                Error(
                    f"{name} is not set: the secret in use was generated here and is stored beside the database.",
                    hint=f"Set {name} from your secret store. "
                    f"Make one with: python -c 'import secrets; print(secrets.token_urlsafe({size}))'",
                    id=f"project.E00{number}",
                )
            )
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        messages.append(
            Error(
                "The Celery broker is the embedded file broker.",
                hint="Set CELERY_BROKER_URL, for example to redis://… or amqp://…",
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
                "No one gets an e-mail when a certificate is about to expire or Mosaic's signing keys are unavailable.",
                hint="Set DJANGO_ADMINS to comma-separated addresses, and EMAIL_URL to a mail server.",
                id="project.I006",
            )
        )
    return messages


def require_production_settings() -> None:
    """Raises SystemCheckError if a deployment check fails, except with EMBEDDED or DEBUG."""
    if settings.EMBEDDED or settings.DEBUG:
        return
    errors = [
        message
        for message in run_checks(tags=[Tags.security, "mosaic"], include_deployment_checks=True)
        if message.is_serious()
    ]
    if errors:
        lines = "\n\n".join(str(message) for message in errors)
        raise SystemCheckError(f"Refusing to start:\n\n{lines}\n\nFor development, set DJANGO_EMBEDDED=true.")
