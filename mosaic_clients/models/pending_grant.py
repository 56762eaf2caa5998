"""The model of a user's approval that a worker polls for."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from mosaic_clients.core.oauth.polling import Polling
from mosaic_clients.fields import SealedTextField
from mosaic_clients.models.client import Client
from mosaic_clients.models.credential import Credential
from mosaic_clients.models.sealed import SealingModel


class PendingGrantQuerySet(models.QuerySet["PendingGrant"]):
    """Queries for pending grants."""

    def due(self, now: datetime) -> PendingGrantQuerySet:
        """Rows to poll now, or to mark as expired."""
        return self.filter(status=PendingGrant.PENDING, next_poll_at__lte=now)


class PendingGrant(SealingModel):
    """One CIBA or device request that a worker polls, so that no web worker waits for it.

    ``code`` is the ``auth_req_id`` or device code. ``answer`` holds the tokens until the application collects them.
    ``credential`` started the request and polls while it is usable; afterwards it is the one that the tokens are bound
    to. ``next_poll_at`` also leases the row: the process that advances it polls.
    """

    PENDING, GRANTED, COLLECTED = "PENDING", "GRANTED", "COLLECTED"
    DENIED, EXPIRED, FAILED = "DENIED", "EXPIRED", "FAILED"
    STATUSES = [(status, status.capitalize()) for status in (PENDING, GRANTED, COLLECTED, DENIED, EXPIRED, FAILED)]
    BACKCHANNEL, DEVICE = "backchannel", "device"
    KINDS = [(BACKCHANNEL, "Backchannel (CIBA)"), (DEVICE, "Device")]

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="pending_grants")
    credential = models.ForeignKey(Credential, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=16, choices=KINDS, editable=False)
    status = models.CharField(max_length=16, choices=STATUSES, default=PENDING, editable=False)
    scope = models.TextField(blank=True, default="", editable=False)
    code = SealedTextField()
    answer = SealedTextField()
    interval = models.FloatField(editable=False)
    next_poll_at = models.DateTimeField(editable=False, db_index=True)
    expires_at = models.DateTimeField(editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    delete_at = models.DateTimeField(editable=False, db_index=True)
    polls = models.PositiveIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=500, blank=True, default="", editable=False)
    created_at = models.DateTimeField(editable=False)

    objects: ClassVar[models.Manager[PendingGrant]] = PendingGrantQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.client.name}: {self.get_kind_display()}, {self.status.lower()}"

    @property
    def polling(self) -> Polling:
        """The poll times as a Polling value."""
        return Polling(self.interval, self.next_poll_at, self.expires_at)
