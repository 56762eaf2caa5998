"""The form of a key export: the passphrase that encrypts the key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import WrongPassphrase
from mosaic_clients.core.pki.passphrases import MAX_PASSPHRASE, encode_passphrase

MIN_PASSPHRASE = 12


def _passphrase_field(**kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"})
    return forms.CharField(strip=False, max_length=MAX_PASSPHRASE, widget=widget, **kwargs)


class ExportForm(forms.Form):
    """A new passphrase, entered twice."""

    passphrase = _passphrase_field(
        min_length=MIN_PASSPHRASE,
        help_text=f"Encrypts the private key in the file. At least {MIN_PASSPHRASE} characters.",
    )
    again = _passphrase_field(label="Passphrase again")

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Checks that both passphrases are the same."""
        form_data = self.cleaned_data
        if "passphrase" in form_data and form_data["passphrase"] != form_data.get("again"):
            raise ValidationError("The two passphrases differ.")
        try:
            encode_passphrase(form_data.get("passphrase", ""))
        except WrongPassphrase as refusal:
            raise ValidationError(refusal.description) from None
        return form_data
