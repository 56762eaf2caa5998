"""Turns what forms and the database refuse into ConfigurationError, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from mosaic_clients.core.errors import ConfigurationError

LONGEST_LIFE = timedelta(days=36525)
"""The longest duration that a policy can have; a certificate's last year is 9999."""


@contextmanager
def refused_as_configuration(taken: str) -> Iterator[None]:
    """Turns a validation error, or an existing row (reported as ``taken``), into ConfigurationError."""
    try:
        yield
    except ValidationError as error:
        raise ConfigurationError(one_line(error)) from None
    except IntegrityError:
        raise ConfigurationError(taken) from None


def one_line(error: ValidationError) -> str:
    """The messages of a validation error in one line, field by field."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{field}: {' '.join(messages)}" if field != "__all__" else " ".join(messages)
        for field, messages in error.message_dict.items()
    )
