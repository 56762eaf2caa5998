"""The checks of times and names that every JWT needs (RFC 7519 §4.1), and answers about one (RFC 7662 §2.2).

Each caller words its refusals: ``refuse`` makes the exception from a code and the name of the claim.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from mosaic_clients.core.encoding import is_clean_text

MAX_LEEWAY = 300
"""Seconds, whatever is configured (RFC 9068 §4: no more than a few minutes)."""

Claims: TypeAlias = Mapping[str, Any]
Refuse: TypeAlias = Callable[[str, str], Exception]


def is_numeric_date(value: object) -> bool:
    """Whether a value is a finite number (RFC 7519 §2)."""
    kind = type(value)  # True is an int, but not of that very type
    return kind is int or (kind is float and math.isfinite(value))  # type: ignore[arg-type]


def check_times(
    claims: Claims,
    refuse: Refuse,
    leeway: int,
    now: float,
    not_before: tuple[str, ...] = ("nbf", "iat"),
    required: tuple[str, ...] = (),
) -> None:
    """``exp`` is required and not over; ``not_before`` must not lie ahead where they are given, or are ``required``.

    One leeway for all (RFC 7519 §4.1.4-6), in seconds; ``now`` is in seconds since the epoch. Refuses with
    ``malformed_claim``, ``expired`` or ``not_yet_valid``.
    """
    expires_at: Any = claims.get("exp")
    if type(expires_at) is not int and not is_numeric_date(expires_at):  # it nearly always is an int
        raise refuse("malformed_claim", "exp")
    if now >= expires_at + leeway:
        raise refuse("expired", "exp")
    for name in not_before:
        if name in claims:
            begins_at = claims[name]
            if type(begins_at) is not int and not is_numeric_date(begins_at):
                raise refuse("malformed_claim", name)
            if now < begins_at - leeway:
                raise refuse("not_yet_valid", name)
        elif name in required:
            raise refuse("malformed_claim", name)


def check_issuer(claims: Claims, refuse: Refuse, issuers: frozenset[str]) -> None:
    """``iss`` is exactly one of ``issuers``. Refuses with ``issuer``."""
    issuer = claims.get("iss")
    if not isinstance(issuer, str) or issuer not in issuers:
        raise refuse("issuer", "iss")


def check_audience(claims: Claims, refuse: Refuse, audiences: frozenset[str], *, only_text: bool = True) -> None:
    """``aud`` is or holds one of ``audiences``, as a whole identifier (RFC 9068 §4). Refuses with ``audience``.

    ``only_text`` refuses a list with anything but text in it, whatever else is there.
    """
    audience = claims.get("aud")
    if isinstance(audience, str):
        if audience in audiences:
            return
    elif isinstance(audience, list):
        texts = [each for each in audience if isinstance(each, str)]
        if not audiences.isdisjoint(texts) and (len(texts) == len(audience) or not only_text):
            return
    raise refuse("audience", "aud")


def are_clean_texts(values: tuple[Any, ...]) -> bool:
    """Whether all values are text that every database and log can take."""
    try:  # one look at all of them
        return is_clean_text("".join(values))
    except TypeError:
        return False
