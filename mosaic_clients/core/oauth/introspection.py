"""An introspection answer as a value, under the same rule of binding as a bearer that is verified here (RFC 7662).

What a JWT says itself about its binding and its audience holds where the answer is silent: Mosaic's shows no ``cnf``
(mosaic-facts §6), and its silence must not make a plain bearer of a bound token.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mosaic_clients.core.bearer.certificate_binding import check_binding
from mosaic_clients.core.bearer.policy import BearerPolicy
from mosaic_clients.core.bearer.verification import VerifiedBearer, check_allow_lists, parse, scopes_of
from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import AnswerUnusable, BearerRefused
from mosaic_clients.core.jose.claims import (
    check_audience,
    check_issuer,
    check_times,
    is_numeric_date,
)
from mosaic_clients.core.oauth.responses import Answer, read_json

_TEXTS = ("sub", "client_id", "scope", "iss", "jti", "token_type", "username")
_TIMES = ("exp", "iat", "nbf")
_RESTRICTING = ("cnf", "aud", "iss")
_REFUSALS = {
    "malformed_claim": "The token does not say when it ends.",  # a time that is given was found to be a number
    "expired": "The token has expired.",
    "not_yet_valid": "The token is not valid yet.",
    "issuer": "The token's {} is not accepted.",
    "audience": "The token is for somebody else.",
}


@dataclass(frozen=True, slots=True)
class IntrospectedBearer:
    """What Mosaic says about a token ``at`` that time (seconds since the epoch). Inactive ones have no claims.

    ``is_consistent`` is whether a JWT can be read, and says nothing else of its binding than Mosaic does.

    ``active`` alone authenticates no caller: a bound token is valid only with its certificate, so that a resource
    server goes on with ``require_bound_to``, the one way from here to a VerifiedBearer.
    """

    active: bool
    claims: Mapping[str, Any] = field(repr=False)
    at: float
    policy: BearerPolicy = field(repr=False)
    is_opaque: bool
    is_consistent: bool = True

    @property
    def subject(self) -> str:
        """``sub``; the client where there is none, for it then has the token for itself (RFC 9068 §2.2). Or empty."""
        return str(self.claims.get("sub") or self.claims.get("client_id") or "")

    @property
    def client_id(self) -> str | None:
        """The client it was issued to, where Mosaic says it."""
        return self.claims.get("client_id")

    @property
    def scopes(self) -> frozenset[str]:
        """Its scopes; empty where Mosaic says none."""
        return scopes_of(self.claims)

    @property
    def expires_at(self) -> float | None:
        """Seconds since the epoch, where Mosaic says it."""
        return self.claims.get("exp")

    @property
    def is_bound(self) -> bool:
        """Whether the token is bound to something; nothing was presented or matched yet."""
        return "cnf" in self.claims

    def require_bound_to(self, presented_x5t_s256: str | None, *, now: float | None = None) -> VerifiedBearer:
        """The bearer, if the caller, who proved to hold this certificate in TLS (or none: None), may use it.

        Binding, times and allow-lists as for a bearer that is verified here; ``iss`` and ``aud`` are checked where
        Mosaic or the token gives them. ``now`` is in seconds since the epoch, and by default the moment of the
        introspection. Raises BearerRefused, ``inactive`` for a token that is not active.
        """
        if not self.active:
            raise BearerRefused("The token is not active.", code="inactive")
        if not self.is_consistent:
            raise BearerRefused("The token does not say what Mosaic says of it.", code="malformed")
        check_times(self.claims, _refusal, self.policy.tolerance, self.at if now is None else now)
        _check_kind(self.claims, is_opaque=self.is_opaque)
        if not self.subject:
            raise BearerRefused("The token names no subject.", code="malformed_claim")
        _check_names(self.claims, self.policy)
        return VerifiedBearer(
            subject=self.subject,
            client_id=self.client_id,
            scopes=self.scopes,
            issuer=self.claims.get("iss", ""),
            expires_at=float(self.claims["exp"]),
            x5t_s256=check_binding(self.claims, presented_x5t_s256, require_bound=self.policy.require_bound),
            claims=self.claims,
        )


def read_introspection(answer: Answer, *, policy: BearerPolicy, token: str, now: datetime) -> IntrospectedBearer:
    """Judge an answer of the introspection endpoint (RFC 7662 §2.2) to a question about ``token``.

    ``policy`` is what the environment accepts. Raises MosaicRefusal or AnswerUnusable.

    A ``cnf`` that is there, whatever it holds, stays there: ``null`` makes no plain bearer of a bound one.
    """
    is_opaque = token.count(".") != 2
    payload = read_json(answer, now=now)
    active = payload.get("active")
    if not isinstance(active, bool):
        raise _unusable("active", answer)
    if not active:
        return IntrospectedBearer(False, {}, now.timestamp(), policy, is_opaque)
    own = {} if is_opaque else _own_claims(token)
    is_consistent = own is not None and ("cnf" not in own or payload.get("cnf", own["cnf"]) == own["cnf"])
    payload = {**(own or {}), **payload}
    for name in _TEXTS:
        if name in payload and not is_clean_text(payload[name]):
            raise _unusable(name, answer)
    for name in _TIMES:
        if name in payload and not is_numeric_date(payload[name]):
            raise _unusable(name, answer)
    audience = payload.get("aud", [])
    if not isinstance(audience, str) and not (
        isinstance(audience, list) and all(is_clean_text(each) for each in audience)
    ):
        raise _unusable("aud", answer)
    return IntrospectedBearer(True, payload, now.timestamp(), policy, is_opaque, is_consistent)


def _own_claims(token: str) -> dict[str, Any] | None:
    """What a JWT, which Mosaic has just vouched for, says of where it may be used; None where it cannot be read."""
    try:
        claims = parse(token).claims
    except BearerRefused:
        return None
    return {name: claims[name] for name in _RESTRICTING if name in claims}


def _unusable(name: str, answer: Answer) -> AnswerUnusable:
    return AnswerUnusable(f"The introspection answer's {name} is not usable.", status=answer.status)


def _check_kind(claims: Mapping[str, Any], *, is_opaque: bool) -> None:
    """``token_type`` is optional (RFC 7662 §2.2), and Mosaic's only opaque tokens are refresh tokens (§2.3)."""
    kind = claims.get("token_type", "" if is_opaque else "Bearer")
    if kind.lower() not in {"bearer", "access_token"}:
        raise BearerRefused("The token is no access token.", code="token_type")


def _check_names(claims: Mapping[str, Any], policy: BearerPolicy) -> None:
    if "iss" in claims:
        check_issuer(claims, _refusal, policy.issuers)
    if "aud" in claims:
        check_audience(claims, _refusal, policy.audiences)
    check_allow_lists(claims, policy)


def _refusal(code: str, claim: str) -> BearerRefused:
    return BearerRefused(_REFUSALS[code].format(claim), code=code)
