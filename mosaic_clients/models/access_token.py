"""An access token that Mosaic gave us."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.fields import SealedTextField
from mosaic_clients.models.claims import is_free
from mosaic_clients.models.client import Client
from mosaic_clients.models.credential import Credential
from mosaic_clients.models.sealed import SealingModel

_ON_ITS_WAY = timedelta(seconds=2)
"""A token is served no longer than this before its end, which Mosaic writes in whole seconds, rounded down. Of one that
lives shortly it is less than what ``core.renewal`` renews it ahead."""


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """The vocabulary of access tokens."""

    def due(self, now: datetime) -> AccessTokenQuerySet:
        """To be refreshed now: the client can, no one refreshes it, and its time has come."""
        return self.filter(
            is_free(now),
            due_at__lte=now,
            client__credentials__status=CredentialStatus.ACTIVE,
        )


class AccessToken(SealingModel):
    """The token of one client for one resource, with the credential whose certificate it was obtained with.

    The row exists before the first token does: it is then *due*. ``problem`` says why the last refresh failed.
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
        """Whether there is a token that can still arrive somewhere before it expires."""
        if not self.value or self.expires_at is None or self.obtained_at is None:
            return False
        return now < self.expires_at - min(_ON_ITS_WAY, (self.expires_at - self.obtained_at) / 10)
