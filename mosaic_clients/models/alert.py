"""An alert that was sent to people: what it is about, and which threshold was crossed."""

from __future__ import annotations

from django.db import models

from mosaic_clients.models.certificate_authority import CertificateAuthority
from mosaic_clients.models.client import Client
from mosaic_clients.models.credential import Credential
from mosaic_clients.models.environment import Environment

LABEL_LENGTH = 200


class AlertKind(models.TextChoices):
    """What an alert warns of."""

    CERTIFICATE_EXPIRY = "certificate_expiry", "A certificate expires"
    PROOF_OVERDUE = "proof_overdue", "Mosaic has not accepted a new credential"
    SIGNING_KEYS = "signing_keys", "Signing keys cannot be fetched"


class Alert(models.Model):
    """One alert that was sent.

    The foreign keys name what it is about; they become NULL when that row is deleted, and ``subject_label`` stays.
    ``fingerprint`` is the ``x5t#S256`` of the certificate that ends, where there is one. ``deduplication_key`` and
    ``threshold`` are unique together, so that of all workers one sends the alert, once. No code reads that key back.
    """

    kind = models.CharField(max_length=32, choices=AlertKind.choices)
    deduplication_key = models.CharField(max_length=100, editable=False)
    threshold = models.CharField(max_length=20)
    subject_label = models.CharField("subject", max_length=LABEL_LENGTH)
    title = models.TextField()
    text = models.TextField(blank=True, default="")
    fingerprint = models.CharField("x5t#S256", max_length=43, blank=True, default="", db_index=True)
    client = models.ForeignKey(Client, null=True, blank=True, on_delete=models.SET_NULL, related_name="alerts")
    credential = models.ForeignKey(Credential, null=True, blank=True, on_delete=models.SET_NULL, related_name="alerts")
    certificate_authority = models.ForeignKey(
        CertificateAuthority, null=True, blank=True, on_delete=models.SET_NULL, related_name="alerts"
    )
    environment = models.ForeignKey(
        Environment, null=True, blank=True, on_delete=models.SET_NULL, related_name="alerts"
    )
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["deduplication_key", "threshold"], name="one_alert_per_threshold")
        ]

    def __str__(self) -> str:
        return f"{self.threshold}, {self.expires_at:%Y-%m-%d %H:%M}"
