"""Forms for keys and certificates. Secrets are read once and never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.admin.forms.fields import MaterialFileField, PEMField, SecretTextarea


class ChainForm(forms.Form):
    """The certificate chain that a CA issued."""

    chain = PEMField(
        required=False, help_text="PEM: your certificate and every authority above it, in any order. Or choose a file."
    )
    chain_file = MaterialFileField(required=False, label="Chain as a file")

    def clean(self) -> dict[str, Any]:
        """Returns one chain, pasted or from a file."""
        form_data = self.cleaned_data
        form_data["chain"] = _one_of(form_data, "chain", "chain_file")
        if not form_data["chain"] and not self.errors:
            raise ValidationError("Paste the chain, or choose its file.")
        return form_data


class ImportForm(forms.Form):
    """A key and certificate that were created elsewhere: two PEM texts, one PKCS#12 file, or a private JWK."""

    certificate = PEMField(required=False, help_text="PEM, with its chain if it is CA-signed. Or choose a file.")
    certificate_file = MaterialFileField(required=False, label="Certificate as a file")
    private_key = PEMField(
        required=False, widget=SecretTextarea, label="Private key", help_text="PEM, encrypted or not. Or choose a file."
    )
    private_key_file = MaterialFileField(required=False, label="Private key as a file")
    pkcs12 = MaterialFileField(
        required=False, label="PKCS#12 file", help_text="Instead of all of the above: a .p12 or .pfx file."
    )
    jwk = PEMField(
        required=False,
        widget=SecretTextarea,
        label="Private JWK",
        help_text="Instead of the private key: JSON, with its certificate in x5c or above. Or choose a file.",
    )
    jwk_file = MaterialFileField(required=False, label="Private JWK as a file")
    passphrase = forms.CharField(
        required=False,
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        help_text="If the private key or the PKCS#12 file is encrypted.",
    )

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Returns either certificate and key (each pasted or from a file), or a PKCS#12 file, or a JWK."""
        form_data = self.cleaned_data
        for name in ("certificate", "private_key", "jwk"):
            form_data[name] = _one_of(form_data, name, f"{name}_file")
        form_data["passphrase"] = form_data.get("passphrase") or None
        is_pem = bool(form_data["private_key"]) or bool(form_data["certificate"] and not form_data["jwk"])
        if self.errors:
            return form_data
        if is_pem + bool(form_data["pkcs12"]) + bool(form_data["jwk"]) != 1:
            raise ValidationError(
                "Enter either a certificate with its private key, or one PKCS#12 file, or a private JWK."
            )
        if is_pem and not (form_data["certificate"] and form_data["private_key"]):
            raise ValidationError("Enter both the certificate and its private key.")
        return form_data


class UnprovenForm(forms.Form):
    """The explicit consent to activate without proof."""

    unproven = forms.BooleanField(
        label="Activate without proof",
        help_text="I know that Mosaic may refuse this credential, and that this client then gets no tokens.",
        error_messages={"required": "Prove the credential first, or confirm that you activate it without proof."},
    )


@sensitive_variables()
def _one_of(form_data: dict[str, Any], text: str, file: str) -> str | bytes:
    """Returns the pasted text or the file. Raises ValidationError for both, because they may differ."""
    text_value: str | bytes = form_data.get(text) or b""
    file_content: str | bytes = form_data.get(file) or b""
    if text_value and file_content:
        raise ValidationError(f"Either paste the {text.replace('_', ' ')} or choose its file, not both.")
    return text_value or file_content
