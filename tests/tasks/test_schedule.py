"""Tests the default schedule: migrate creates it, and later keeps the operator's changes."""

from __future__ import annotations

from importlib import import_module

import pytest
from celery import current_app
from django.apps import apps
from django.core.management import call_command
from django_celery_beat.models import IntervalSchedule, PeriodicTask

pytestmark = pytest.mark.django_db

SWEEPS = {
    "mosaic_clients.refresh_due_access_tokens": 15,
    "mosaic_clients.refresh_signing_key_sets": 15,
    "mosaic_clients.send_due_alerts": 300,
}
ALERTS = "mosaic_clients.send_due_alerts"


def _migrate(name: str) -> None:
    import_module(f"mosaic_clients.migrations.{name}").install(apps, None)


@pytest.fixture(autouse=True)
def _installed(db: None) -> None:
    """Restores the rows of the migrations, because a test with real transactions may have emptied the tables."""
    _migrate("0002_default_schedule")
    _migrate("0003_alerts_more_often")


def test_migrate_schedules_sweeps() -> None:
    rows = PeriodicTask.objects.filter(name__startswith="mosaic_clients.")
    assert {row.task: row.interval.every for row in rows if row.task in SWEEPS} == SWEEPS
    for row in rows:
        assert row.enabled
        assert row.description
        assert row.interval.period == "seconds"
        assert row.task in current_app.tasks
        assert (row.args, row.kwargs) == ("[]", "{}")


def test_migrate_keeps_operator_changes_and_deletions() -> None:
    changed, deleted = (PeriodicTask.objects.get(name=name) for name in list(SWEEPS)[:2])
    changed.enabled, changed.interval = False, IntervalSchedule.objects.create(every=1, period="hours")
    changed.save()
    deleted.delete()
    call_command("migrate", verbosity=0)
    changed.refresh_from_db()
    assert (changed.enabled, changed.interval.period) == (False, "hours")
    assert not PeriodicTask.objects.filter(pk=deleted.pk).exists()


def test_alert_interval_suits_certificates_of_one_hour(db: None) -> None:
    row = PeriodicTask.objects.get(name=ALERTS)
    assert row.interval.every < 3600 / 10
    assert row.expire_seconds == 600


def test_migration_keeps_alert_interval_of_operator(db: None) -> None:
    row = PeriodicTask.objects.get(name=ALERTS)
    row.interval, row.expire_seconds = IntervalSchedule.objects.create(every=3600, period="seconds"), 60
    row.save()
    _migrate("0003_alerts_more_often")
    row.refresh_from_db()
    assert (row.interval.every, row.expire_seconds) == (3600, 60)


def test_every_task_has_time_limits_and_ignores_results() -> None:
    our_tasks = [task for name, task in current_app.tasks.items() if name.startswith("mosaic_clients.")]
    assert len(our_tasks) >= 4
    for task in our_tasks:
        assert task.ignore_result
        assert 0 < task.soft_time_limit < task.time_limit
    assert current_app.conf.accept_content == ["json"]
    assert current_app.conf.task_serializer == "json"
    assert not current_app.conf.task_always_eager
