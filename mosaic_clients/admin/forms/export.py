"""What an operator says before a private key leaves: the passphrase that it leaves under."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import WrongPassphrase
from mosaic_clients.core.pki.private_keys import MAX_PASSPHRASE, encode_passphrase

MIN_PASSPHRASE = 12


def _passphrase_field(**kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"})
    return forms.CharField(strip=False, max_length=MAX_PASSPHRASE, widget=widget, **kwargs)


class ExportForm(forms.Form):
    """A new passphrase, typed twice."""

    passphrase = _passphrase_field(
        min_length=MIN_PASSPHRASE,
        help_text=f"The file's key is encrypted with it: {MIN_PASSPHRASE} characters or more.",
    )
    again = _passphrase_field(label="Passphrase again")

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """The same passphrase twice."""
        given = self.cleaned_data
        if "passphrase" in given and given["passphrase"] != given.get("again"):
            raise ValidationError("The two passphrases differ.")
        try:
            encode_passphrase(given.get("passphrase", ""))
        except WrongPassphrase as refusal:
            raise ValidationError(refusal.description) from None
        return given
