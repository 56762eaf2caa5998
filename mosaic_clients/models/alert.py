"""That somebody was told about an end that comes near."""

from __future__ import annotations

from django.db import models


class Alert(models.Model):
    """One alert that was sent: a subject (a certificate by its thumbprint) and the threshold that it crossed.

    The pair is unique, so that of all workers one sends it, once.
    """

    subject = models.CharField(max_length=100)
    threshold = models.CharField(max_length=20)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [models.UniqueConstraint(fields=["subject", "threshold"], name="one_alert_per_threshold")]

    def __str__(self) -> str:
        return f"{self.threshold}, {self.expires_at:%Y-%m-%d %H:%M}"
