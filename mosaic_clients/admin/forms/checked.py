"""A model form with a final check of the whole row by a service."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, ClassVar

from django import forms

from mosaic_clients.admin.remedies import message
from mosaic_clients.core.errors import MosaicError


class CheckedForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A form that shows a refusal by a service as a form error, together with the errors of single fields."""

    stand_ins: ClassVar[Mapping[str, Any]] = {}
    """Valid values that replace invalid ones during the check, so that it finds the remaining errors as well."""

    def check_row(self, row: Any) -> None:
        """Checks the row as it would be saved; does nothing by default. Raises MosaicError."""

    def full_clean(self) -> None:
        """Checks all values of the row together, after Django has set them."""
        super().full_clean()
        if self.is_bound:
            self._check_whole_row()

    def _check_whole_row(self) -> None:
        row = copy(self.instance) if self.errors else self.instance
        for name in self.stand_ins.keys() & self.errors.keys():
            setattr(row, name, self.stand_ins[name])
        try:
            self.check_row(row)
        except MosaicError as refusal:
            self.add_error(None, message(refusal, None))
