"""The form of an environment."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django import forms

from mosaic_clients.admin.forms.checked import CheckedForm
from mosaic_clients.admin.forms.fields import EndpointsField, LinesField, PEMField
from mosaic_clients.core.oauth.endpoints import ENDPOINT_NAMES, REGIONS, SUPPORTED_ALGORITHMS, TOKEN_TYPES
from mosaic_clients.models import Client, Environment
from mosaic_clients.models.environment import default_algorithms, default_audiences, default_token_types
from mosaic_clients.services.environments import registry as environment_registry

REGION_NAMES = {
    "us": "United States",
    "eu": "European Union",
    "ca": "Canada",
    "au": "Australia",
    "sandbox": "Transmit's sandbox (issuer not documented: enter it below)",
}


class EnvironmentForm(CheckedForm):
    """One Mosaic installation."""

    issuers = LinesField(
        required=False, help_text="Exact iss values of its tokens, one per line. Mosaic's issuer is not its API host."
    )
    audiences = LinesField(initial=default_audiences, help_text="Accepted aud values of bearers, one per line.")
    algorithms = forms.MultipleChoiceField(
        choices=[(name, name) for name in SUPPORTED_ALGORITHMS],
        initial=default_algorithms,
        widget=forms.CheckboxSelectMultiple,
        help_text="Accepted signature algorithms of bearers.",
    )
    token_types = forms.MultipleChoiceField(
        choices=[(name, name) for name in TOKEN_TYPES],
        initial=default_token_types,
        widget=forms.CheckboxSelectMultiple,
        help_text="Accepted typ values of access tokens.",
    )
    allowed_tenants = LinesField(required=False, help_text="Accepted tid values, one per line. Default: any.")
    allowed_app_ids = LinesField(
        label="Allowed application IDs", required=False, help_text="Accepted app_id values, one per line. Default: any."
    )
    allowed_client_ids = LinesField(
        label="Allowed client IDs", required=False, help_text="Accepted client_id values, one per line. Default: any."
    )
    endpoint_overrides = EndpointsField(
        required=False,
        help_text="name=address, one per line, for an endpoint that is not below the base URL: an absolute https URL, "
        f"or an absolute path such as /oidc/token. Names: {', '.join(ENDPOINT_NAMES)}.",
    )
    trusted_ca = PEMField(
        label="Trusted CA",
        required=False,
        help_text="PEM. Servers of this environment must have a certificate of these CAs. "
        "Default: the CAs that the system trusts.",
    )

    stand_ins = {"base_url": "https://stand-in.invalid/cis", "issuers": ["https://stand-in.invalid"]}

    class Meta:
        model = Environment
        fields = (
            "name", "base_url", "endpoint_overrides", "use_discovery",
            "issuers", "audiences", "algorithms", "token_types",
            "require_bound", "allowed_tenants", "allowed_app_ids", "allowed_client_ids", "trusted_ca",
            "allow_private", "management_client",
        )  # fmt: skip
        help_texts: ClassVar = {
            "allow_private": "Allow private or loopback addresses (sandboxes, internal gateways).",
            "management_client": "Client used to call Mosaic's client API, so that a mistake cannot lock out the "
            "client being changed.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "management_client" in self.fields:
            choices = Client.objects.filter(environment=self.instance.pk)
            self.fields["management_client"].queryset = choices  # type: ignore[attr-defined]  # it is a ModelChoiceField

    def check_row(self, row: Environment) -> None:
        """Checks the environment, and reduces its trusted CA to certificates."""
        environment_registry.check(row)


class NewEnvironmentForm(EnvironmentForm):
    """The form of a new environment, with a region that fills in the documented values."""

    region = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Custom base URL: a custom domain, or a sandbox on this machine"),
            *((key, f"{REGION_NAMES.get(key, key)}: {region.base_url}") for key, region in REGIONS.items()),
        ],
        help_text="Fills in the base URL and the issuers below if they are empty.",
    )

    field_order = ("name", "region")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base_url"].required = False
        presets = {
            key: {"base_url": region.base_url, "issuers": "\n".join(region.issuers)} for key, region in REGIONS.items()
        }
        self.fields["region"].widget.attrs["data-presets"] = json.dumps(presets)

    def clean(self) -> dict[str, Any]:
        """Fills in the values of the region that the operator left empty."""
        form_data: dict[str, Any] = super().clean() or self.cleaned_data
        region = REGIONS.get(form_data.get("region", ""))
        if region is not None:
            base_url = form_data.get("base_url")
            if base_url and base_url.rstrip("/") != region.base_url:
                text = f"The base URL of this region is {region.base_url}."
                self.add_error("base_url", f"{text} Leave this empty, or select “Custom base URL” above.")
            form_data["base_url"] = form_data.get("base_url") or region.base_url
            form_data["issuers"] = form_data.get("issuers") or list(region.issuers)
        if not form_data.get("base_url") and "base_url" not in self.errors:
            self.add_error("base_url", "Choose a region or enter the base URL.")
        if not form_data.get("issuers") and "issuers" not in self.errors:
            self.add_error("issuers", "Enter at least one issuer.")
        return form_data
