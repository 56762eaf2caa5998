"""How long fetched signing keys are fresh, when to fetch them again, and which version is stored (RFC 9111, 9110)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from mosaic_clients.core.backoff import Backoff
from mosaic_clients.core.jose.jwks import HARD_STOP, SigningKeys

DEFAULT_LIFETIME = timedelta(seconds=300)
SHORTEST_LIFETIME = timedelta(seconds=60)
LONGEST_LIFETIME = timedelta(hours=24)
MAX_ENTITY_TAG = 200

_LATEST_REFRESH = HARD_STOP / 2
"""The limit for long lifetimes, so that keys are never close to their hard stop when an outage begins."""

_BACKOFF = Backoff(timedelta(seconds=30), timedelta(seconds=120), jitter_share=0, retry_after_jitter_share=0)
"""Without jitter, because one process fetches for all."""

_ENTITY_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')  # RFC 9110 §8.8.3, ASCII only
_SECONDS = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class KeySetAnswer:
    """An answer of the signing keys' endpoint. ``keys`` is None if the keys of the ETag we sent are still current.

    ``entity_tag`` is empty if there is none, or if it is not usable.
    """

    keys: SigningKeys | None
    entity_tag: str
    lifetime: timedelta


def lifetime(headers: Mapping[str, str]) -> timedelta:
    """Return how long an answer is fresh: ``max-age`` minus ``Age`` (RFC 9111 §4.2.1), from a minute to a day.

    ``headers`` have lower-case names. Returns five minutes if there is no readable lifetime.
    """
    directives = list(_directives(headers.get("cache-control", "")))
    if any(name in ("no-store", "no-cache") for name, _ in directives):
        return SHORTEST_LIFETIME
    ages = [value for name, value in directives if name == "max-age"]
    if not ages or not all(map(_SECONDS.fullmatch, ages)):
        return DEFAULT_LIFETIME
    age = headers.get("age", "").strip()
    seconds = min(map(int, ages)) - (int(age) if _SECONDS.fullmatch(age) else 0)
    return timedelta(seconds=min(max(seconds, SHORTEST_LIFETIME.total_seconds()), LONGEST_LIFETIME.total_seconds()))


def read_entity_tag(headers: Mapping[str, str]) -> str:
    """Return the answer's ETag, or an empty string if there is none or it is invalid (RFC 9110 §8.8.3)."""
    tag = headers.get("etag", "").strip()
    return tag if len(tag) <= MAX_ENTITY_TAG and _ENTITY_TAG.fullmatch(tag) else ""


def refresh_after(fresh_for: timedelta) -> timedelta:
    """Return how long after a fetch the next one is due: after four fifths of the lifetime, and at most half a day."""
    return min(fresh_for * 0.8, _LATEST_REFRESH)


def wait_after_failure(failing_for: timedelta, *, retry_after: float | None) -> timedelta:
    """Return how long to wait before the next attempt, if fetches have failed for ``failing_for``.

    It is half of that time, from 30 seconds to 2 minutes. ``retry_after``, in seconds, is the minimum wait.
    """
    return _BACKOFF.wait(failing_for / 2, retry_after, jitter=0.0)


def _directives(cache_control: str) -> Iterator[tuple[str, str]]:
    """Yield lower-case names and unquoted values (RFC 9111 §5.2)."""
    for directive in cache_control.split(","):
        name, _, value = directive.partition("=")
        yield name.strip().lower(), value.strip().strip('"')
