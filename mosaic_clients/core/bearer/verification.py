"""An inbound token: signed text → verified bearer, or a named refusal.

The rules stand in the order they are applied. Only ``verify`` makes a VerifiedBearer, and it checks the certificate
binding itself, so that no path accepts a bound token as a plain bearer (RFC 8705 §3).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from mosaic_clients.core.bearer.certificate_binding import check_binding
from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.core.jose.jws import MAX_TOKEN, UnverifiedText, check_header, check_signature, check_size, parse

__all__ = ["MAX_TOKEN", "VerifiedBearer", "check_all_but_signature", "parse", "scopes_of", "validity_window", "verify"]

_ID_TOKEN_CLAIMS = frozenset({"nonce", "at_hash", "c_hash", "s_hash", "events", "logout_token"})


@dataclass(frozen=True, slots=True)
class VerifiedBearer:
    """A token that passed every rule, binding included.

    ``expires_at`` is in seconds since the epoch; ``x5t_s256`` is the thumbprint the token is bound to, or None.
    """

    subject: str
    client_id: str | None
    scopes: frozenset[str]
    issuer: str
    expires_at: float
    x5t_s256: str | None
    claims: Mapping[str, Any] = field(repr=False)

    @property
    def is_bound(self) -> bool:
        """Whether the token is certificate-bound; its certificate was then presented and matched."""
        return self.x5t_s256 is not None


class _Passing:
    """The same slots, filled first and frozen then: a frozen dataclass's own constructor takes three times as long."""

    __slots__ = VerifiedBearer.__slots__

    def __init__(self, claims: Mapping[str, Any], x5t_s256: str | None) -> None:
        self.subject = claims["sub"]
        self.client_id = claims.get("client_id")
        self.scopes = scopes_of(claims)
        self.issuer = claims["iss"]
        self.expires_at = float(claims["exp"])
        self.x5t_s256 = x5t_s256
        self.claims = claims
        self.__class__ = VerifiedBearer  # type: ignore[assignment]


def verify(
    unverified: UnverifiedText,
    signing_keys: SigningKeys,
    policy: BearerPolicy,
    *,
    presented_x5t_s256: str | None,
    now: float,
) -> VerifiedBearer:
    """Apply every rule to a parsed token.

    ``presented_x5t_s256`` is the thumbprint of the certificate that the caller proved to hold in TLS, or None; ``now``
    is in seconds since the epoch. Raises BearerRefused; its code says which rule.
    """
    _check_form(unverified, policy, now)
    check_signature(unverified, signing_keys)  # after the form: no text of another kind has the keys fetched anew
    x5t_s256 = _check_use(unverified.claims, policy, presented_x5t_s256)
    passed: Any = _Passing(unverified.claims, x5t_s256)
    return cast("VerifiedBearer", passed)


def check_all_but_signature(
    unverified: UnverifiedText, policy: BearerPolicy, *, presented_x5t_s256: str | None, now: float
) -> None:
    """Every rule that needs no key, for where there is none: what no key could make good is refused at once.

    Raises BearerRefused as ``verify`` does.
    """
    _check_form(unverified, policy, now)
    _check_use(unverified.claims, policy, presented_x5t_s256)


def scopes_of(claims: Mapping[str, Any]) -> frozenset[str]:
    """The scopes of ``scope``, which a space parts and nothing else does (RFC 6749 §3.3)."""
    return frozenset(filter(None, claims.get("scope", "").split(" ")))


def validity_window(verified: VerifiedBearer, policy: BearerPolicy, *, until: float) -> tuple[float, float]:
    """From and until when a bearer stays verified, its certificate aside: its own times, and not beyond ``until``.

    All in seconds since the epoch. The end itself is beyond it, as it is for ``verify``.
    """
    begins_at = max(verified.claims.get("nbf", 0), verified.claims.get("iat", 0)) - policy.tolerance
    return begins_at, min(verified.expires_at + policy.tolerance, until)


def _check_form(unverified: UnverifiedText, policy: BearerPolicy, now: float) -> None:
    claims = unverified.claims
    check_header(unverified.read, policy.algorithms)
    check_size(unverified)
    _check_times(claims, policy.tolerance, now)
    _check_names(claims, policy)
    _check_kind(unverified.read.kind, claims, policy)


def _check_use(claims: Mapping[str, Any], policy: BearerPolicy, presented_x5t_s256: str | None) -> str | None:
    for name, accepted in policy.allow_lists:
        _check_allowed(claims, name, accepted)
    return check_binding(claims, presented_x5t_s256, require_bound=policy.require_bound)


def _check_times(claims: Mapping[str, Any], leeway: int, now: float) -> None:
    """``exp`` is required; ``nbf`` and ``iat`` must not lie ahead (RFC 7519 §4.1.4-6). One leeway for all."""
    expires_at: Any = claims.get("exp")
    if type(expires_at) is not int:  # what it nearly always is; True is an int, but not of that very type
        _require_number("exp", expires_at)
    if now >= expires_at + leeway:
        raise BearerRefused("The token has expired.", code="expired")
    for name in ("nbf", "iat"):
        if name in claims:
            begins_at = claims[name]
            if type(begins_at) is not int:
                _require_number(name, begins_at)
            if now < begins_at - leeway:
                raise BearerRefused("The token is not valid yet.", code="not_yet_valid")


def _require_number(name: str, value: object) -> None:
    """A NumericDate (RFC 7519 §2) is a finite number; ``value`` is no int, which always is one."""
    if type(value) is not float or not math.isfinite(value):
        raise BearerRefused(f"The token's {name} is not a number.", code="malformed_claim")


def _check_names(claims: Mapping[str, Any], policy: BearerPolicy) -> None:
    """``iss`` exactly, ``aud`` by whole identifiers (RFC 9068 §4), and text where text belongs."""
    issuer, audience = claims.get("iss"), claims.get("aud")
    if not isinstance(issuer, str) or issuer not in policy.issuers:
        raise BearerRefused("The token's iss is not accepted.", code="issuer")
    if isinstance(audience, str):
        is_for_us = audience in policy.audiences
    else:
        is_for_us = isinstance(audience, list) and _are_text(audience) and not policy.audiences.isdisjoint(audience)
    if not is_for_us:
        raise BearerRefused("The token is for somebody else.", code="audience")
    subject: Any = claims.get("sub")
    try:  # one look at all of them
        joined = "".join((subject, claims.get("client_id", ""), claims.get("scope", ""), claims.get("jti", "")))
    except TypeError:
        joined = "\0"
    if not is_clean_text(joined):
        raise BearerRefused("The token's sub, client_id, scope or jti is not text.", code="malformed_claim")
    if not subject:
        raise BearerRefused("The token names no subject.", code="malformed_claim")


def _are_text(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _check_kind(kind: str, claims: Mapping[str, Any], policy: BearerPolicy) -> None:
    """An access token and nothing else that the issuer signs (RFC 9068 §4, RFC 8725 §3.11-12)."""
    if kind not in policy.kinds:
        raise BearerRefused("The token's typ is not that of an access token.", code="token_type")
    if kind == "at+jwt":
        return
    if not claims.get("client_id") or not claims.keys().isdisjoint(_ID_TOKEN_CLAIMS):
        raise BearerRefused("The token is a JWT, but no access token.", code="token_type")


def _check_allowed(claims: Mapping[str, Any], name: str, accepted: frozenset[str]) -> None:
    """A claim that the environment restricts must be there, as one whole text of its list."""
    value = claims.get(name)
    if not isinstance(value, str) or value not in accepted:
        raise BearerRefused(f"The token's {name} is not accepted.", code=f"{name}_not_allowed")
