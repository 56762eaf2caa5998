"""Sends due alerts every five minutes instead of hourly: a tenth of a short certificate's lifetime may be minutes."""

from django.db import migrations

NAME = "mosaic_clients.send_due_alerts"
SELDOM, OFTEN = 3600, 300


def _reschedule(apps, old, new):
    """Changes the interval only if it is still the default. An operator's own interval is kept."""
    interval = apps.get_model("django_celery_beat", "IntervalSchedule")
    task = apps.get_model("django_celery_beat", "PeriodicTask")
    ours = task.objects.filter(name=NAME, interval__every=old, interval__period="seconds", expire_seconds=old * 2)
    if not ours.exists():
        return
    every = interval.objects.filter(every=new, period="seconds").first()
    every = every or interval.objects.create(every=new, period="seconds")
    ours.update(interval=every, expire_seconds=new * 2)


def install(apps, schema_editor):
    _reschedule(apps, SELDOM, OFTEN)


def remove(apps, schema_editor):
    _reschedule(apps, OFTEN, SELDOM)


class Migration(migrations.Migration):
    dependencies = [("mosaic_clients", "0002_default_schedule")]

    operations = [migrations.RunPython(install, remove)]
