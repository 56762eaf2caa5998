"""Keys and certificates that an operator hands in. Secrets are read once and never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.admin.forms.fields import MaterialFileField, PEMField, SecretTextarea


class ChainForm(forms.Form):
    """What a CA answered."""

    chain = PEMField(
        required=False, help_text="PEM: your certificate and every authority above it, in any order. Or choose a file."
    )
    chain_file = MaterialFileField(required=False, label="Chain as a file")

    def clean(self) -> dict[str, Any]:
        """One chain, pasted or chosen."""
        given = self.cleaned_data
        given["chain"] = _one_of(given, "chain", "chain_file")
        if not given["chain"] and not self.errors:
            raise ValidationError("Paste the chain, or choose its file.")
        return given


class ImportForm(forms.Form):
    """A key and certificate made elsewhere: two PEM texts, one PKCS#12 file, or a private JWK."""

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
        help_text="Where the private key or the PKCS#12 file is encrypted.",
    )

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Either certificate and key, each pasted or chosen, or PKCS#12, or a JWK."""
        given = self.cleaned_data
        for name in ("certificate", "private_key", "jwk"):
            given[name] = _one_of(given, name, f"{name}_file")
        given["passphrase"] = given.get("passphrase") or None
        by_pem = bool(given["private_key"]) or bool(given["certificate"] and not given["jwk"])
        if self.errors:
            return given
        if by_pem + bool(given["pkcs12"]) + bool(given["jwk"]) != 1:
            raise ValidationError(
                "Give either a certificate with its private key, or one PKCS#12 file, or a private JWK."
            )
        if by_pem and not (given["certificate"] and given["private_key"]):
            raise ValidationError("Give both: the certificate and its private key.")
        return given


class UnprovenForm(forms.Form):
    """The explicit word that activating without proof needs."""

    unproven = forms.BooleanField(
        label="Activate without proof",
        help_text="I know that Mosaic may refuse this credential, and that this client then gets no tokens.",
        error_messages={"required": "Prove the credential first, or confirm that you activate it without proof."},
    )


@sensitive_variables()
def _one_of(given: dict[str, Any], text: str, file: str) -> str | bytes:
    """What was pasted or chosen; raises ValidationError for both, which may be two different things."""
    pasted: str | bytes = given.get(text) or b""
    chosen: str | bytes = given.get(file) or b""
    if pasted and chosen:
        raise ValidationError(f"Either paste the {text.replace('_', ' ')} or choose its file, not both.")
    return pasted or chosen
