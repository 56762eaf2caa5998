"""A model's form whose last word is the service's check of the whole row."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any, ClassVar

from django import forms

from mosaic_clients.admin.remedies import message
from mosaic_clients.core.errors import MosaicError


class CheckedForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A form that shows a service's refusal as its own error, together with what is wrong with single values."""

    stand_ins: ClassVar[Mapping[str, Any]] = {}
    """Values that any service takes, for the check of a row whose own ones are wrong: it is to say what else is."""

    def check_row(self, row: Any) -> None:
        """Have a service check the row as it would be saved: none by itself. Raises MosaicError."""

    def full_clean(self) -> None:
        """Once the row is filled in, the check of all its values together."""
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
