"""The model of an OAuth client that is registered at Mosaic."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.models.certificate_authority import CertificateAuthority
from mosaic_clients.models.environment import NAME, Environment


class Client(models.Model):
    """A client ID with its auth method. Its keys and certificates are its credentials."""

    AUTH_METHODS = [
        (AuthMethod.SELF_SIGNED.value, "mTLS (self-signed): Mosaic holds our JWKS"),
        (AuthMethod.CA_SIGNED.value, "mTLS (CA-signed): Mosaic holds our chain and subject DN"),
    ]
    PUBLICATIONS = [
        (PublicationMethod.MANUAL.value, "Manually, in the Admin Portal"),
        (PublicationMethod.CLIENT_API.value, "Through Mosaic's client API"),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=64, unique=True, validators=[NAME])
    environment = models.ForeignKey(Environment, on_delete=models.PROTECT, related_name="clients")
    client_id = models.CharField("client ID", max_length=200)
    auth_method = models.CharField("authentication method", max_length=40, choices=AUTH_METHODS)
    key_algorithm = models.CharField(
        max_length=10,
        choices=[(algorithm.value, algorithm.value) for algorithm in KeyAlgorithm],
        default=KeyAlgorithm.RSA_2048.value,
        help_text="RSA is what Mosaic documents.",
    )
    subject = models.CharField(
        "subject DN", max_length=500, blank=True, default="", help_text="RFC 4514. Empty: CN=<client ID>."
    )
    alternative_names = models.JSONField(default=list, blank=True)
    resource = models.CharField(
        max_length=500, blank=True, default="", help_text="URI that tokens are for, unless a call names another."
    )
    app_id = models.CharField("application ID", max_length=200, blank=True, default="")
    publication = models.CharField(max_length=20, choices=PUBLICATIONS, default=PublicationMethod.MANUAL.value)
    bound = models.BooleanField(
        "token binding is on", default=False, help_text="Refuse a token from Mosaic that is not certificate-bound."
    )
    fapi = models.BooleanField("FAPI 2.0", default=False, help_text="The client is registered as FAPI 2.0 compliant.")
    certificate_authority = models.ForeignKey(
        CertificateAuthority,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="clients",
        help_text="Signs CSRs automatically. If empty, send the CSR to your CA and upload the certificate.",
    )
    automatic = models.BooleanField(
        "automatic rotation", null=True, blank=True, help_text="Unknown: as the setting AUTOMATIC_ROTATION says."
    )
    lifetime = models.DurationField(
        "certificate lifetime", null=True, blank=True, help_text="Of self-signed certificates; days hh:mm:ss."
    )
    renew_before = models.DurationField(
        null=True, blank=True, help_text="Before a certificate's end. Empty: after two thirds of its life."
    )
    overlap = models.DurationField(
        null=True, blank=True, help_text="How long the old key stays published; longer where a token lives longer."
    )
    published = models.JSONField(default=list, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    drift = models.CharField(max_length=500, blank=True, default="", editable=False)
    rotation_requested_at = models.DateTimeField(null=True, blank=True, editable=False)
    rotation_due_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    rotation_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    retry_at = models.DateTimeField(null=True, blank=True, editable=False)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    longest_token = models.DurationField(default=timedelta, editable=False)
    problem = models.CharField(max_length=500, blank=True, default="", editable=False)
    rotation_problem = models.CharField(max_length=500, blank=True, default="", editable=False)
    problem_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["environment", "client_id"], name="one_client_per_id_and_environment"),
        ]
        permissions = [("rotate_client", "Can stage, prove, activate, retire and revoke credentials")]

    def __str__(self) -> str:
        return self.name

    @property
    def method(self) -> AuthMethod:
        """The auth method as an enum member."""
        return AuthMethod(self.auth_method)

    @property
    def wanted_subject(self) -> str:
        """The subject DN of a new certificate."""
        return self.subject or "CN=" + _escape(self.client_id[:64])  # X.520 limits a common name to 64 characters


def _escape(value: str) -> str:
    """Escapes one attribute value for a distinguished name (RFC 4514 §2.4)."""
    escaped = "".join("\\" + character if character in '",+;<>\\=' else character for character in value)
    return "\\" + escaped if escaped[:1] in {" ", "#"} else escaped
