"""The model of an access token that Mosaic issued to one of our clients."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.fields import SealedTextField
from mosaic_clients.models.client import Client
from mosaic_clients.models.credential import Credential
from mosaic_clients.models.leases import is_free
from mosaic_clients.models.sealed import SealingModel

_TRANSIT_TIME = timedelta(seconds=2)
"""A token is not returned within this time before its expiry, which Mosaic rounds down to whole seconds. For a
short-lived token the time is shorter, and less than the lead time of ``core.oauth.token_renewal``."""


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Queries for access tokens."""

    def due(self, now: datetime) -> AccessTokenQuerySet:
        """Rows to refresh now: due, not leased by a process, and with an active credential."""
        return self.filter(
            is_free(now),
            due_at__lte=now,
            client__credentials__status=CredentialStatus.ACTIVE,
        )


class AccessToken(SealingModel):
    """The token of one client for one resource, and the credential whose certificate obtained it.

    The row exists before the first token and is then due. ``problem`` says why the last refresh failed.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="access_tokens")
    resource = models.CharField(max_length=500, blank=True, default="")
    credential = models.ForeignKey(Credential, null=True, on_delete=models.SET_NULL, related_name="access_tokens")
    value = SealedTextField()
    scope = models.TextField(blank=True, default="", editable=False)
    obtained_at = models.DateTimeField(null=True, editable=False)
    expires_at = models.DateTimeField(null=True, editable=False)
    due_at = models.DateTimeField(editable=False, db_index=True)
    claimed_until = models.DateTimeField(null=True, editable=False)
    claim = models.UUIDField(null=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=500, blank=True, default="", editable=False)

    objects: ClassVar[models.Manager[AccessToken]] = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["client__name", "resource"]
        constraints = [
            models.UniqueConstraint(fields=["client", "resource"], name="one_token_per_client_and_resource"),
        ]

    def __str__(self) -> str:
        return f"{self.client.name} → {self.resource or 'default resource'}"

    def is_alive(self, now: datetime) -> bool:
        """Returns whether there is a token that can still reach a server before it expires."""
        if not self.value or self.expires_at is None or self.obtained_at is None:
            return False
        return now < self.expires_at - min(_TRANSIT_TIME, (self.expires_at - self.obtained_at) / 10)
