"""A model's form whose last word is the service's check of the whole row."""

from __future__ import annotations

from typing import Any

from django import forms

from mosaic_clients.core.errors import MosaicError


class CheckedForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A form that shows a service's refusal as its own error."""

    def check_row(self, row: Any) -> None:
        """Have a service check the row as it would be saved: none by itself. Raises MosaicError."""

    def _post_clean(self) -> None:
        """Once the row is filled in and each value is fine, the check of all of them together."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, unknown to its stubs
        if self.errors:
            return
        try:
            self.check_row(self.instance)
        except MosaicError as refusal:
            self.add_error(None, refusal.description)
