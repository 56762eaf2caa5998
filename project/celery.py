"""The Celery application of the reference deployment."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.management.base import SystemCheckError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

app = Celery("project")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_insecure_defaults(**kwargs: Any) -> None:
    """Stops worker and beat if they would run with defaults that are for development only."""
    from project.checks import require_production_settings  # noqa: PLC0415 - needs Django's apps to be ready

    try:
        require_production_settings()
    except SystemCheckError as refusal:
        raise SystemExit(str(refusal)) from None  # Celery only logs other exceptions of a signal handler
