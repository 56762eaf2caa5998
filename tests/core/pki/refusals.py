"""The refusal of a key, a certificate or a chain, as a value."""

from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.core.errors import MaterialRefused


def refusal(function: Callable[..., Any], *arguments: Any, **named: Any) -> MaterialRefused:
    with pytest.raises(MaterialRefused) as caught:
        function(*arguments, **named)
    return caught.value
