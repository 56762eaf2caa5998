"""The form of a client."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms

from mosaic_clients import conf
from mosaic_clients.admin.display import span
from mosaic_clients.admin.forms.checked import CheckedForm
from mosaic_clients.admin.forms.duration import DurationField
from mosaic_clients.admin.forms.fields import LinesField
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.issuing.registry import settings_fields


class ClientForm(CheckedForm):
    """One OAuth client as registered at Mosaic, and the rotation policy of its credentials."""

    alternative_names = LinesField(label="Alternative names", required=False)
    automatic = forms.NullBooleanField(label="Automatic rotation", required=False)
    lifetime = DurationField(label="Certificate lifetime", required=False)
    renew_before = DurationField(label="Renew before expiry", required=False)
    overlap = DurationField(label="Overlap", required=False)

    stand_ins = {"client_id": "stand-in", "auth_method": AuthMethod.SELF_SIGNED.value}

    class Meta:
        model = Client
        fields = (
            "name", "environment", "client_id", "auth_method", "bound", "fapi", "key_algorithm", "subject",
            "alternative_names", "resource", "app_id", "publication", "automatic", "lifetime", "renew_before",
            "overlap", *settings_fields(),
        )  # fmt: skip
        labels: ClassVar = {"renew_before": "Renew before expiry"}
        help_texts: ClassVar = {
            "key_algorithm": "Mosaic documents RSA only; EC may not work.",
            "subject": "For example CN=payments,O=Acme. Default: CN=&lt;client ID&gt;.",
            "resource": "Default resource (audience) for tokens.",
            "certificate_authority": "Signs CSRs automatically. If empty, send the CSR to your CA and upload the "
            "certificate.",
            "automatic": "Renews credentials before they expire. Default: the setting AUTOMATIC_ROTATION.",
            "lifetime": "Validity of self-signed certificates.",
            "renew_before": "Renew this long before expiry. Default: at 2/3 of lifetime.",
            "overlap": "How long the old key stays published after the switch; longer if a token lives longer.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in _help_texts().items():
            if name in self.fields:  # a read-only form has no fields
                self.fields[name].help_text = text
        if "automatic" in self.fields:
            default = "on" if conf.current().AUTOMATIC_ROTATION else "off"
            choices = [("unknown", f"Default ({default})"), ("true", "On"), ("false", "Off")]
            self.fields["automatic"].widget.choices = choices

    def check_row(self, row: Client) -> None:
        """Checks the client."""
        client_registry.check(row)


def _help_texts() -> dict[str, str]:
    """Returns the help texts that name the default in the settings."""
    settings = conf.current()
    renewal = settings.RENEW_BEFORE_DAYS
    default = "at 2/3 of lifetime" if renewal is None else f"{span(timedelta(days=renewal))} before expiry"
    return {
        "alternative_names": "For new certificates and CSRs, one per line: dns:api.example.com, uri:spiffe://…, "
        "ip:10.0.0.7 or email:…",
        "automatic": "Renews credentials automatically before they expire.",
        "lifetime": f"Validity of self-signed certificates. Default: {span(settings.certificate_lifetime)}.",
        "renew_before": f"Renew this long before expiry. Default: {default}.",
        "overlap": "How long the old key stays published after the switch; longer if a token lives longer. "
        f"Default: {span(timedelta(seconds=settings.OVERLAP))}.",
    }
