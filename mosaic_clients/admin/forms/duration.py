"""Durations as a number and a unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mosaic_clients.services.validation import LONGEST_LIFE

UNITS = {"days": timedelta(days=1), "hours": timedelta(hours=1), "minutes": timedelta(minutes=1)}


class DurationWidget(forms.MultiWidget):
    """A number and its unit."""

    def __init__(self) -> None:
        number = forms.NumberInput(attrs={"step": "any", "min": "0", "class": "mosaic-number"})
        unit = forms.Select(choices=[(unit, unit) for unit in UNITS], attrs={"aria-label": "unit"})
        super().__init__([number, unit])

    def id_for_label(self, id_: str) -> str:
        """Returns the ID of the number, which the label belongs to."""
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: Any) -> list[Any]:
        """Returns the number in the largest unit that divides the duration."""
        if not isinstance(value, timedelta):
            return [None, "days"]
        unit = next((unit for unit, length in UNITS.items() if not value % length), "minutes")
        return [f"{value / UNITS[unit]:g}" if value % UNITS[unit] else value // UNITS[unit], unit]


class DurationField(forms.MultiValueField):
    """A duration; None without a number."""

    widget = DurationWidget

    def __init__(self, **kwargs: Any) -> None:
        number = forms.DecimalField(required=False, min_value=0, max_digits=12)
        unit = forms.ChoiceField(required=False, choices=[(unit, unit) for unit in UNITS])
        super().__init__(fields=[number, unit], require_all_fields=False, **kwargs)

    def compress(self, data_list: Sequence[Any]) -> timedelta | None:
        """Returns number and unit as a duration. Raises ValidationError if it is out of range."""
        number: Decimal | None = data_list[0] if data_list else None
        if number is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        length = UNITS[data_list[1] or "days"]
        if not 0 < number <= LONGEST_LIFE / length:
            raise ValidationError("Enter a duration above zero and of at most 100 years.")
        return float(number) * length

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Returns whether the duration differs, whatever its unit."""
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True
