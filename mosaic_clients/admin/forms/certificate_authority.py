"""The form of a new certificate authority."""

from __future__ import annotations

from datetime import timedelta

from django import forms

from mosaic_clients.admin.forms.checked import CheckedForm
from mosaic_clients.admin.forms.duration import DurationField
from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.pki.certificates import parse_subject
from mosaic_clients.core.pki.private_keys import KeyAlgorithm
from mosaic_clients.models import CertificateAuthority


class CertificateAuthorityForm(CheckedForm):
    """What it is called and how long it and its certificates live; its key is made here."""

    subject = forms.CharField(
        label="Subject DN",
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField", "placeholder": "CN=Example issuing CA,O=Example"}),
        help_text="RFC 4514.",
    )
    key_algorithm = forms.ChoiceField(
        choices=[(algorithm.value, algorithm.value) for algorithm in KeyAlgorithm],
        initial=KeyAlgorithm.EC_P256.value,
        help_text="Its key is made here and stored encrypted. It never leaves this server.",
    )
    lifetime = DurationField(initial=timedelta(days=3650), help_text="How long the authority itself is valid.")
    leaf_lifetime = DurationField(
        label="Its certificates live", initial=timedelta(days=90), help_text="How long what it issues is valid."
    )

    class Meta:
        model = CertificateAuthority
        fields = ("name",)

    def check_row(self, row: CertificateAuthority) -> None:
        """What the service would refuse, before a key is made."""
        given = self.cleaned_data
        if "subject" in given:
            parse_subject(given["subject"])
        if {"leaf_lifetime", "lifetime"} <= given.keys() and given["leaf_lifetime"] > given["lifetime"]:
            raise ConfigurationError("Its certificates must not live longer than the authority.")
