"""A model field for secrets. It stores only sealed values and never opens them on reading."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from mosaic_clients.core.errors import SealingError
from mosaic_clients.core.sealing import key_id_of


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # not generic at run time
    """Holds a sealed value as an opaque text; empty means there is none.

    Reading does not decrypt, so dumps, serializers, reprs and forms only see the sealed text. Saving refuses clear
    text. The model seals and opens values (see ``SealingModel``).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        """Raises ValidationError for a value that is not sealed, so that clear text never reaches the database."""
        if value:
            try:
                key_id_of(value)
            except SealingError as error:
                raise ValidationError(f"{self.name}: {error.description}") from None
        return super().get_prep_value(value)
