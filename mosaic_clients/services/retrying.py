"""Make one call to Mosaic, again where ``core.backoff`` says so, all of it within the limits of one call."""

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
_LEAST = 0.05  # seconds that a try is given at least: a limit of nothing is none to some libraries


@sensitive_variables()
def repeat(ask: Callable[[Limits], _Result], *, limits: Limits, is_idempotent: bool) -> _Result:
    """What ``ask`` answers; tries and the waits between them end within ``limits.total`` seconds altogether.

    ``ask`` gets the limits that its try has. Raises what the last try raised.
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
    left = max(seconds, _LEAST)
    return replace(
        limits, connect=min(limits.connect, left), read=min(limits.read, left), total=min(limits.total, left)
    )
