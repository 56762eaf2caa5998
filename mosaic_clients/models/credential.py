"""The model of a client's private key and certificate."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.pki.certificates import CertificateFacts
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.identity import Identity, load_stored_identity
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET, PENDING, CredentialStatus
from mosaic_clients.core.rotation.publication_digest import publication_digest
from mosaic_clients.fields import SealedTextField
from mosaic_clients.models.client import Client
from mosaic_clients.models.sealed import SealingModel

TAKEN = ("chain", "material", "x5t_s256", "subject_dn", "issuer_dn", "serial", "not_before", "not_after")
"""The columns that ``take`` sets from a certificate."""


class CredentialQuerySet(models.QuerySet["Credential"]):
    """Queries for credentials by status."""

    def active(self) -> CredentialQuerySet:
        """The credentials in use."""
        return self.filter(status=CredentialStatus.ACTIVE)

    def staged(self) -> CredentialQuerySet:
        """The credentials that have a certificate and are not yet in use, published or not."""
        return self.filter(status=CredentialStatus.STAGED)

    def pending(self) -> CredentialQuerySet:
        """The credentials that are not yet in use, with or without a certificate."""
        return self.filter(status__in=PENDING)

    def in_key_set(self) -> CredentialQuerySet:
        """The credentials that Mosaic must hold, oldest first so that an exported key set keeps its order."""
        return self.filter(status__in=IN_KEY_SET).order_by("created_at", "pk")

    def expiring_before(self, moment: datetime) -> CredentialQuerySet:
        """The credentials in the key set whose certificate expires before ``moment``."""
        return self.filter(status__in=IN_KEY_SET, not_after__lt=moment)


class Credential(SealingModel):
    """A key pair with a status. The facts of its certificate are columns, so that lists are queries."""

    STATUSES = [(status.value, status.value.replace("_", " ").capitalize()) for status in CredentialStatus]

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="credentials")
    status = models.CharField(max_length=24, choices=STATUSES, editable=False)
    key_algorithm = models.CharField(max_length=10, editable=False)
    kid = models.CharField("key ID", max_length=43, editable=False, db_index=True)
    private_key = SealedTextField()
    csr = models.TextField("CSR", blank=True, default="", editable=False)
    chain = models.TextField(blank=True, default="", editable=False)
    x5t_s256 = models.CharField("x5t#S256", max_length=43, blank=True, default="", editable=False, db_index=True)
    subject_dn = models.TextField("subject DN", editable=False)
    issuer_dn = models.TextField("issuer DN", blank=True, default="", editable=False)
    serial = models.CharField(max_length=64, blank=True, default="", editable=False)
    not_before = models.DateTimeField(null=True, blank=True, editable=False)
    not_after = models.DateTimeField("expires", null=True, blank=True, editable=False, db_index=True)
    material = models.CharField(max_length=43, blank=True, default="", editable=False, db_index=True)
    imported = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(editable=False)
    proven_at = models.DateTimeField(null=True, blank=True, editable=False)
    activated_at = models.DateTimeField(null=True, blank=True, editable=False)
    retiring_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    key_destroyed_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Credential]] = CredentialQuerySet.as_manager()

    class Meta:
        ordering = ["client__name", "-created_at"]
        permissions = [("export_credential", "Can export private keys, where ALLOW_KEY_EXPORT is on")]
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(status=CredentialStatus.ACTIVE.value), name="one_active_credential"
            ),
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(status__in=sorted(status.value for status in PENDING)),
                name="one_pending_credential",
            ),
            models.UniqueConstraint(fields=["client", "kid"], name="one_credential_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.client.name} {self.kid[:12]}… ({self.status})"

    @property
    def state(self) -> CredentialStatus:
        """The status as an enum member."""
        return CredentialStatus(self.status)

    def take(self, facts: CertificateFacts, chain_pem: str) -> None:
        """Sets the chain and the facts of its certificate. Does not save."""
        self.chain = chain_pem
        self.material = publication_digest(self.client.method, parse_certificates(chain_pem))
        self.x5t_s256 = facts.x5t_s256
        self.subject_dn, self.issuer_dn, self.serial = facts.subject_dn, facts.issuer_dn, facts.serial
        self.not_before, self.not_after = facts.not_before, facts.not_after

    @sensitive_variables()
    def identity(self) -> Identity:
        """Decrypts the key and checks again that it matches the chain.

        Raises MoveRefused if there is no key or certificate (any more), SealingError if the key cannot be decrypted.
        """
        self.require_pair()
        return load_stored_identity(self.unseal("private_key"), self.chain)

    def require_pair(self) -> None:
        """Raises MoveRefused if there is no key or certificate (any more)."""
        if not self.private_key or not self.chain:
            raise MoveRefused(f"Credential {self.kid} has no {'certificate' if self.private_key else 'private key'}.")
