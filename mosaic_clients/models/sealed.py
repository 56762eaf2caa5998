"""The base model for rows with secrets. Each secret is sealed for its row and field, and opened only by ``unseal``."""

from __future__ import annotations

import uuid

from django.db import models
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf


class SealingModel(models.Model):
    """A model whose id exists before it is saved, because its secrets are sealed for that id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

    @sensitive_variables()
    def seal(self, field: str, plaintext: str) -> None:
        """Seals ``plaintext`` into ``field``. Raises ConfigurationError without an encryption key."""
        setattr(self, field, conf.current().key_ring.seal(plaintext, context=self._context(field)))

    @sensitive_variables()
    def unseal(self, field: str) -> str:
        """Returns the clear text of ``field``. Raises SealingError or UnknownEncryptionKey."""
        return conf.current().key_ring.open(getattr(self, field), context=self._context(field))

    def _context(self, field: str) -> str:
        return f"{self._meta.label_lower}:{self.pk}:{field}"
