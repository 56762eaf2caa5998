"""Settings of the property-based tests: repeatable, quick, and without a database on disk."""

from collections.abc import Callable
from typing import Any

from hypothesis import settings

fuzz = settings(max_examples=60, deadline=None, database=None, derandomize=True)


def outcome(function: Callable[..., Any], *arguments: Any, refusal: type[Exception], **named: Any) -> Any:
    """Returns the result, or the refusal as a value. Any other exception fails the test."""
    try:
        return function(*arguments, **named)
    except refusal as error:
        return error
