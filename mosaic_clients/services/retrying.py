"""Makes one call to Mosaic and retries it by the rules of ``core.backoff``, all within the limits of one call."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import TypeVar

from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.backoff import wait_before_next
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.transport.http import Limits

_Result = TypeVar("_Result")
_MIN_LIMIT = 0.05  # seconds for one try: some libraries treat a limit of 0 as no limit


@sensitive_variables()
def call_with_retries(ask: Callable[[Limits], _Result], *, limits: Limits, is_idempotent: bool) -> _Result:
    """Returns what ``ask`` returns. All tries and the waits between them take at most ``limits.total`` seconds.

    ``ask`` gets the limits of its try. Raises what the last try raised.
    """
    ends_at = time.monotonic() + limits.total
    for tries in count(1):
        try:
            return ask(_within(limits, ends_at - time.monotonic()))
        except MosaicError as error:
            wait = wait_before_next(
                error,
                tries=tries,
                seconds_left=ends_at - time.monotonic(),
                is_idempotent=is_idempotent,
                jitter=random.random(),  # noqa: S311 - spreads load, guards nothing
            )
            if wait is None:
                raise
        time.sleep(wait)
    raise AssertionError("unreachable")


def _within(limits: Limits, seconds: float) -> Limits:
    left = max(seconds, _MIN_LIMIT)
    return replace(
        limits, connect=min(limits.connect, left), read=min(limits.read, left), total=min(limits.total, left)
    )
