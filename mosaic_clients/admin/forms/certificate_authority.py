"""The form of a new certificate authority."""

from __future__ import annotations

from datetime import timedelta

from django import forms

from mosaic_clients.admin.forms.checked import CheckedForm
from mosaic_clients.admin.forms.duration import DurationField
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.pki.certificate_creation import parse_subject
from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.models import CertificateAuthority


class CertificateAuthorityForm(CheckedForm):
    """Name, validity and key algorithm of a CA, and the validity of its certificates. The server creates its key."""

    subject = forms.CharField(
        label="Subject DN",
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField", "placeholder": "CN=Example issuing CA,O=Example"}),
        help_text="For example CN=Example issuing CA,O=Example.",
    )
    key_algorithm = forms.ChoiceField(
        choices=[(algorithm.value, algorithm.value) for algorithm in KeyAlgorithm],
        initial=KeyAlgorithm.EC_P256.value,
        help_text="The key is created on this server and stored encrypted. It never leaves this server.",
    )
    lifetime = DurationField(
        initial=timedelta(days=3650), label="Validity of the CA", help_text="How long the CA certificate is valid."
    )
    leaf_lifetime = DurationField(
        label="Validity of issued certificates",
        initial=timedelta(days=90),
        help_text="How long the certificates that it issues are valid.",
    )

    class Meta:
        model = CertificateAuthority
        fields = ("name",)

    def check_row(self, row: CertificateAuthority) -> None:
        """Checks what the service would refuse, before a key is created."""
        form_data = self.cleaned_data
        if "subject" in form_data:
            parse_subject(form_data["subject"])
        if {"leaf_lifetime", "lifetime"} <= form_data.keys() and form_data["leaf_lifetime"] > form_data["lifetime"]:
            raise ConfigurationError("The validity of issued certificates cannot exceed the CA's own.")
