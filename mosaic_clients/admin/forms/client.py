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
    """One OAuth client, as it is registered at Mosaic, and how its credentials are rotated."""

    alternative_names = LinesField(label="Alternative names", required=False)
    automatic = forms.NullBooleanField(label="Automatic rotation", required=False)
    lifetime = DurationField(label="Certificate lifetime", required=False)
    renew_before = DurationField(label="Renew before its end", required=False)
    overlap = DurationField(label="Overlap", required=False)

    stand_ins = {"client_id": "stand-in", "auth_method": AuthMethod.SELF_SIGNED.value}

    class Meta:
        model = Client
        fields = (
            "name", "environment", "client_id", "auth_method", "bound", "fapi", "key_algorithm", "subject",
            "alternative_names", "resource", "app_id", "publication", "automatic", "lifetime", "renew_before",
            "overlap", *settings_fields(),
        )  # fmt: skip
        help_texts: ClassVar = {"subject": "RFC 4514. Empty: CN= and the client ID."}  # the model's is no HTML

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in _help_texts().items():
            if name in self.fields:  # a viewer's form has none
                self.fields[name].help_text = text
        if "automatic" in self.fields:
            default = "on" if conf.current().AUTOMATIC_ROTATION else "off"
            choices = [("unknown", f"As the settings say ({default})"), ("true", "On"), ("false", "Off")]
            self.fields["automatic"].widget.choices = choices

    def check_row(self, row: Client) -> None:
        """Have the client checked."""
        client_registry.check(row)


def _help_texts() -> dict[str, str]:
    """What an empty field means, by the settings as they are."""
    settings = conf.current()
    renewal = settings.RENEW_BEFORE_DAYS
    renewed = "after two thirds of its life" if renewal is None else f"{span(timedelta(days=renewal))} before its end"
    return {
        "alternative_names": "Of new certificates and CSRs, one a line: dns:api.example.com, uri:spiffe://…, "
        "ip:10.0.0.7 or email:…",
        "automatic": "A credential is renewed in time, without anybody pressing a button.",
        "lifetime": f"Of self-signed certificates. Empty: {span(settings.certificate_lifetime)}.",
        "renew_before": f"How long before a certificate's end its successor is made. Empty: {renewed}.",
        "overlap": "How long the old key stays published after the switch; longer where a token lives longer. "
        f"Empty: {span(timedelta(seconds=settings.OVERLAP))}.",
    }
