"""Checks of times and names for every JWT (RFC 7519 §4.1) and for introspection answers (RFC 7662 §2.2).

Each caller writes its own error texts: ``refuse`` makes the exception from a code and the name of the claim.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from mosaic_clients.core.errors.codes import ClaimCode

MAX_LEEWAY = 300
"""The upper limit of a configured leeway, in seconds (RFC 9068 §4: no more than a few minutes)."""

Claims: TypeAlias = Mapping[str, Any]
Refuse: TypeAlias = Callable[[ClaimCode, str], Exception]


def is_numeric_date(value: object) -> bool:
    """Return whether a value is a finite number (RFC 7519 §2)."""
    kind = type(value)  # the type of True is bool, not int
    return kind is int or (kind is float and math.isfinite(value))  # type: ignore[arg-type]


def check_times(
    claims: Claims,
    refuse: Refuse,
    leeway: int,
    now: float,
    not_before: tuple[str, ...] = ("nbf", "iat"),
    required: tuple[str, ...] = (),
) -> None:
    """Require ``exp`` in the future, and no claim of ``not_before`` in the future. Claims in ``required`` must exist.

    One leeway applies to all (RFC 7519 §4.1.4-6), in seconds; ``now`` is in seconds since the epoch. Refuses with
    ``malformed_claim``, ``expired`` or ``not_yet_valid``.
    """
    expires_at: Any = claims.get("exp")
    if type(expires_at) is not int and not is_numeric_date(expires_at):  # nearly always an int
        raise refuse(ClaimCode.MALFORMED_CLAIM, "exp")
    if now >= expires_at + leeway:
        raise refuse(ClaimCode.EXPIRED, "exp")
    for name in not_before:
        if name in claims:
            begins_at = claims[name]
            if type(begins_at) is not int and not is_numeric_date(begins_at):
                raise refuse(ClaimCode.MALFORMED_CLAIM, name)
            if now < begins_at - leeway:
                raise refuse(ClaimCode.NOT_YET_VALID, name)
        elif name in required:
            raise refuse(ClaimCode.MALFORMED_CLAIM, name)


def check_issuer(claims: Claims, refuse: Refuse, issuers: frozenset[str]) -> None:
    """Require ``iss`` to be exactly one of ``issuers``. Refuses with ``issuer``."""
    issuer = claims.get("iss")
    if not isinstance(issuer, str) or issuer not in issuers:
        raise refuse(ClaimCode.ISSUER, "iss")


def check_audience(claims: Claims, refuse: Refuse, audiences: frozenset[str], *, only_text: bool = True) -> None:
    """Require ``aud`` to be or contain one of ``audiences`` exactly (RFC 9068 §4). Refuses with ``audience``.

    With ``only_text``, a list with anything but strings is refused, even if it contains an accepted audience.
    """
    audience = claims.get("aud")
    if isinstance(audience, str):
        if audience in audiences:
            return
    elif isinstance(audience, list):
        texts = [each for each in audience if isinstance(each, str)]
        if not audiences.isdisjoint(texts) and (len(texts) == len(audience) or not only_text):
            return
    raise refuse(ClaimCode.AUDIENCE, "aud")
