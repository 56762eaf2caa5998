"""The model of a local certificate authority, for development and small private PKIs."""

from __future__ import annotations

from django.db import models

from mosaic_clients.fields import SealedTextField
from mosaic_clients.models.environment import NAME
from mosaic_clients.models.sealed import SealingModel


class CertificateAuthority(SealingModel):
    """A CA key and its certificate. It signs the CSRs of the clients that name it immediately."""

    name = models.CharField(max_length=64, unique=True, validators=[NAME])
    private_key = SealedTextField()
    certificate = models.TextField(editable=False)
    subject_dn = models.TextField("subject DN", editable=False)
    not_before = models.DateTimeField(editable=False)
    not_after = models.DateTimeField("expires", editable=False, db_index=True)
    leaf_lifetime = models.DurationField(help_text="Of the certificates it issues; days hh:mm:ss.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "certificate authorities"

    def __str__(self) -> str:
        return self.name
