"""Creates the default beat schedule, which operators can see and edit in the admin."""

from django.db import migrations

SCHEDULE = {
    "mosaic_clients.refresh_due_access_tokens": (15, "Refresh the access tokens that are due"),
    "mosaic_clients.poll_pending_grants": (5, "Ask whether users have approved what waits for them"),
    "mosaic_clients.rotate_due_clients": (30, "Do the next step of every rotation that has one to do"),
    "mosaic_clients.send_due_alerts": (3600, "Tell people about certificates that end soon"),
    "mosaic_clients.prune_revoked_bearers": (3600, "Forget revoked tokens that have expired by themselves"),
    "mosaic_clients.compare_published_clients": (86400, "Compare what Mosaic holds with what it should hold"),
    "mosaic_clients.refresh_signing_key_sets": (15, "Refresh the signing keys of Mosaic that soon go stale"),
    "mosaic_clients.refresh_discoveries": (86400, "Read the discovery documents that are used again"),
}


def install(apps, schema_editor):
    interval = apps.get_model("django_celery_beat", "IntervalSchedule")
    task = apps.get_model("django_celery_beat", "PeriodicTask")
    for name, (seconds, description) in SCHEDULE.items():
        # A project may have several equal intervals already: nothing keeps them apart.
        every = interval.objects.filter(every=seconds, period="seconds").first()
        every = every or interval.objects.create(every=seconds, period="seconds")
        task.objects.get_or_create(
            name=name,
            # A sweep that no worker took in time is useless: the next one finds the same rows.
            defaults={"task": name, "interval": every, "description": description, "expire_seconds": seconds * 2},
        )


def remove(apps, schema_editor):
    apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(name__in=SCHEDULE).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("mosaic_clients", "0001_initial"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    ]

    operations = [migrations.RunPython(install, remove)]
