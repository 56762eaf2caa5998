"""The model of the event log."""

from __future__ import annotations

from typing import Any

from django.db import models

from mosaic_clients.models.client import Client
from mosaic_clients.models.environment import Environment


class Event(models.Model):
    """One event: what happened, to which client, by which actor. Rows are only added. Names outlive deleted objects."""

    at = models.DateTimeField(db_index=True, editable=False)
    kind = models.CharField(max_length=40, db_index=True, editable=False)
    actor = models.CharField(max_length=150, editable=False, help_text="A user name, 'shell' or 'worker'.")
    environment = models.ForeignKey(Environment, null=True, on_delete=models.SET_NULL, editable=False)
    client = models.ForeignKey(Client, null=True, on_delete=models.SET_NULL, related_name="events", editable=False)
    client_name = models.CharField(max_length=64, blank=True, default="", editable=False)
    kid = models.CharField("key ID", max_length=43, blank=True, default="", editable=False)
    detail = models.CharField(max_length=500, blank=True, default="", editable=False)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind} {self.client_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the event. Raises TypeError for an event that already exists."""
        if self.pk is not None:
            raise TypeError("An event cannot be changed.")
        super().save(*args, **kwargs)
