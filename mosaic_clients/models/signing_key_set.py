"""The model of Mosaic's signing keys as last fetched."""

from __future__ import annotations

import uuid

from django.db import models

from mosaic_clients.models.environment import Environment


class SigningKeySet(models.Model):
    """The public keys that an environment signs with, from its last valid answer of any age.

    ``fetched_at`` is the start of the last successful fetch. ``fresh_until`` follows from Mosaic's cache headers.
    ``due_at`` is when the beat fetches again. ``attempted_at`` and ``answered_at`` are the start and end of the last
    fetch, successful or not; a fetch that has started and not ended is in flight. ``generation`` counts the purges: a
    fetch that started before a purge is not stored after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    environment = models.OneToOneField(Environment, on_delete=models.CASCADE, related_name="signing_key_set")
    key_set = models.TextField(blank=True, default="", editable=False)
    kids = models.JSONField("key IDs", default=list, editable=False)
    etag = models.CharField("ETag", max_length=200, blank=True, default="", editable=False)
    fetched_from = models.CharField(max_length=500, blank=True, default="", editable=False)
    fetched_at = models.DateTimeField(null=True, editable=False)
    fresh_until = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField("next fetch", null=True, db_index=True, editable=False)
    attempted_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(max_length=500, blank=True, default="", editable=False)
    generation = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["environment__name"]

    def __str__(self) -> str:
        return f"signing keys of {self.environment.name}"
