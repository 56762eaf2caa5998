"""Introspection answers (RFC 7662), with the same binding rule as for bearers that are verified here.

Mosaic's answer has no ``cnf`` (docs/mosaic.md §6). A bound token must not become a plain bearer because of that. So a
JWT's own ``cnf``, ``aud`` and ``iss`` apply where the answer does not contain them.
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
from mosaic_clients.core.errors.codes import BearerCode, ClaimCode
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
    ClaimCode.MALFORMED_CLAIM: "The token has no expiry.",  # read_introspection has checked that times are numbers
    ClaimCode.EXPIRED: "The token has expired.",
    ClaimCode.NOT_YET_VALID: "The token is not valid yet.",
    ClaimCode.ISSUER: "The token's {} is not accepted.",
    ClaimCode.AUDIENCE: "The token is for another audience.",
}


@dataclass(frozen=True, slots=True)
class IntrospectedBearer:
    """Mosaic's answer about a token, given ``at`` that time (seconds since the epoch). Inactive tokens have no claims.

    ``is_consistent`` is False if a JWT cannot be read, or if its binding differs from Mosaic's answer.

    ``active`` alone does not authenticate a caller: a bound token is valid only with its certificate. So a resource
    server calls ``require_bound_to``, which returns a VerifiedBearer.
    """

    active: bool
    claims: Mapping[str, Any] = field(repr=False)
    at: float
    policy: BearerPolicy = field(repr=False)
    is_opaque: bool
    is_consistent: bool = True

    @property
    def subject(self) -> str:
        """``sub``, or the client if there is none, because the token is then its own (RFC 9068 §2.2). May be empty."""
        return str(self.claims.get("sub") or self.claims.get("client_id") or "")

    @property
    def client_id(self) -> str | None:
        """The client that the token was issued to, if Mosaic's answer contains it."""
        return self.claims.get("client_id")

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes of the token; empty if Mosaic's answer contains none."""
        return scopes_of(self.claims)

    @property
    def expires_at(self) -> float | None:
        """The expiry in seconds since the epoch, if Mosaic's answer contains it."""
        return self.claims.get("exp")

    @property
    def is_bound(self) -> bool:
        """Whether the token is bound. Its certificate is not checked yet."""
        return "cnf" in self.claims

    def require_bound_to(self, presented_x5t_s256: str | None, *, now: float | None = None) -> VerifiedBearer:
        """Return the bearer, if the caller may use it with the certificate that it presented in TLS (or None).

        Checks binding, times and allow-lists as for a bearer that is verified here. Checks ``iss`` and ``aud`` if
        the answer or the token has them. ``now`` is in seconds since the epoch; it defaults to the time of the
        introspection. Raises BearerRefused, with code ``inactive`` for a token that is not active.
        """
        if not self.active:
            raise BearerRefused("The token is not active.", code=BearerCode.INACTIVE)
        if not self.is_consistent:
            raise BearerRefused(
                "The token differs from Mosaic's answer about it, or cannot be read.", code=BearerCode.MALFORMED
            )
        check_times(self.claims, _refusal, self.policy.tolerance, self.at if now is None else now)
        _check_kind(self.claims, is_opaque=self.is_opaque)
        if not self.subject:
            raise BearerRefused("The token has no subject.", code=BearerCode.MALFORMED_CLAIM)
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
    """Read an answer of the introspection endpoint (RFC 7662 §2.2) about ``token``.

    ``policy`` is the environment's. Raises MosaicRefusal or AnswerUnusable.

    A ``cnf`` of any value is kept, so that ``null`` does not turn a bound token into a plain bearer.
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
    """Return the claims of a JWT that restrict its use, or None if it cannot be read. Mosaic has just confirmed it."""
    try:
        claims = parse(token).claims
    except BearerRefused:
        return None
    return {name: claims[name] for name in _RESTRICTING if name in claims}


def _unusable(name: str, answer: Answer) -> AnswerUnusable:
    return AnswerUnusable(f"The introspection answer's {name} is not usable.", status=answer.status)


def _check_kind(claims: Mapping[str, Any], *, is_opaque: bool) -> None:
    """Refuse other tokens than access tokens. ``token_type`` is optional (RFC 7662 §2.2).

    Without it, an opaque token is refused: Mosaic's only opaque tokens are refresh tokens (docs/mosaic.md §2.3).
    """
    kind = claims.get("token_type", "" if is_opaque else "Bearer")
    if kind.lower() not in {"bearer", "access_token"}:
        raise BearerRefused("The token is not an access token.", code=BearerCode.TOKEN_TYPE)


def _check_names(claims: Mapping[str, Any], policy: BearerPolicy) -> None:
    if "iss" in claims:
        check_issuer(claims, _refusal, policy.issuers)
    if "aud" in claims:
        check_audience(claims, _refusal, policy.audiences)
    check_allow_lists(claims, policy)


def _refusal(code: ClaimCode, claim: str) -> BearerRefused:
    return BearerRefused(_REFUSALS[code].format(claim), code=code)
