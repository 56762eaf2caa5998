"""The default schedule: there after the first migrate, the operator's from then on."""

from __future__ import annotations

from importlib import import_module

import pytest
from celery import current_app
from django.apps import apps
from django.core.management import call_command
from django_celery_beat.models import IntervalSchedule, PeriodicTask

pytestmark = pytest.mark.django_db

SWEEPS = {"mosaic_clients.refresh_due_access_tokens": 15, "mosaic_clients.refresh_signing_key_sets": 15}


@pytest.fixture(autouse=True)
def _installed(db: None) -> None:
    """What the migration wrote is put back: a test with real transactions may have emptied the tables."""
    import_module("mosaic_clients.migrations.0002_default_schedule").install(apps, None)


def test_the_sweeps_are_scheduled_after_migrate() -> None:
    rows = PeriodicTask.objects.filter(name__startswith="mosaic_clients.")
    assert {row.task: row.interval.every for row in rows if row.task in SWEEPS} == SWEEPS
    for row in rows:
        assert row.enabled
        assert row.description
        assert row.interval.period == "seconds"
        assert row.task in current_app.tasks
        assert (row.args, row.kwargs) == ("[]", "{}")


def test_what_an_operator_changed_or_deleted_stays_so() -> None:
    changed, deleted = (PeriodicTask.objects.get(name=name) for name in SWEEPS)
    changed.enabled, changed.interval = False, IntervalSchedule.objects.create(every=1, period="hours")
    changed.save()
    deleted.delete()
    call_command("migrate", verbosity=0)
    changed.refresh_from_db()
    assert (changed.enabled, changed.interval.period) == (False, "hours")
    assert not PeriodicTask.objects.filter(pk=deleted.pk).exists()


def test_every_task_has_time_limits_and_keeps_no_result() -> None:
    ours = [task for name, task in current_app.tasks.items() if name.startswith("mosaic_clients.")]
    assert len(ours) >= 4
    for task in ours:
        assert task.ignore_result
        assert 0 < task.soft_time_limit < task.time_limit
    assert current_app.conf.accept_content == ["json"]
    assert current_app.conf.task_serializer == "json"
    assert not current_app.conf.task_always_eager
