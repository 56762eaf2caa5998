"""The model of the denylist: tokens that were revoked here and must be refused."""

from __future__ import annotations

from django.db import models


class RevokedBearer(models.Model):
    """The SHA-256 of one revoked token in hex, and how long to keep it. The token itself is not stored."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.digest[:12]}…"
