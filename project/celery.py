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
    """Neither worker nor beat of production starts on what only a developer's machine may use."""
    from project.checks import require_production_settings  # noqa: PLC0415 - needs Django's apps to be ready

    try:
        require_production_settings()
    except SystemCheckError as refusal:
        raise SystemExit(str(refusal)) from None  # Celery logs an exception of a signal handler, and goes on
