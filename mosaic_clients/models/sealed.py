"""Rows with secrets: sealed for exactly this row and field, opened only where somebody asks by name."""

from __future__ import annotations

import uuid

from django.db import models
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf


class SealingModel(models.Model):
    """A row whose id exists before it is saved, because its secrets are sealed for that id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    @sensitive_variables()
    def seal(self, field: str, plaintext: str) -> None:
        """Put ``plaintext`` sealed into ``field``; raises ConfigurationError without an encryption key."""
        setattr(self, field, conf.current().key_ring.seal(plaintext, context=self._context(field)))

    @sensitive_variables()
    def unseal(self, field: str) -> str:
        """The clear text of ``field``; raises SealingError or UnknownEncryptionKey."""
        return conf.current().key_ring.open(getattr(self, field), context=self._context(field))

    def _context(self, field: str) -> str:
        return f"{self._meta.label_lower}:{self.pk}:{field}"
