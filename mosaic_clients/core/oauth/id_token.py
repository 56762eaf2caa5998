"""Verifies an ID token: returns who logged in, or refuses it with a code (OpenID Connect Core §3.1.3.7, §12.2)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import BearerRefused, IdTokenRefused
from mosaic_clients.core.errors.codes import ClaimCode, IdTokenCode
from mosaic_clients.core.jose.algorithms import ALGORITHMS, left_half_hash
from mosaic_clients.core.jose.claims import MAX_LEEWAY, check_audience, check_issuer, check_times
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.core.jose.jws import UnverifiedJWS, parse, verify_signature

MAX_SUBJECT = 255  # OpenID Connect Core §2
_REFUSALS = {
    ClaimCode.MALFORMED_CLAIM: "The ID token's {} is not a number.",
    ClaimCode.EXPIRED: "The ID token has expired.",
    ClaimCode.NOT_YET_VALID: "The ID token's {} is in the future.",
    ClaimCode.ISSUER: "The ID token's {} is not accepted.",
    ClaimCode.AUDIENCE: "The ID token is for another client.",
}


@dataclass(frozen=True, slots=True)
class IdTokenPolicy:
    """The accepted issuers, algorithms and audience of ID tokens. ``leeway`` is in seconds."""

    issuers: frozenset[str]
    algorithms: frozenset[str]
    client_id: str
    leeway: int = 30


@dataclass(frozen=True, slots=True)
class Expected:
    """What this one ID token must match.

    ``nonce`` is that of our request; empty if there was none (CIBA, device) and for a refreshed token.
    ``access_token`` and ``code`` were issued together with it. ``subject`` and ``issuer`` are those of the login that
    it refreshes. ``max_age`` is the requested maximum age of the login in seconds, or None.
    """

    nonce: str = field(default="", repr=False)
    access_token: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    subject: str = ""
    issuer: str = ""
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class IdToken:
    """The login that a verified ID token describes.

    ``auth_time`` is its time (aware, or None), ``acr`` and ``amr`` its methods. ``claims`` are all claims of the token.
    """

    subject: str
    issuer: str
    auth_time: datetime | None
    acr: str
    amr: tuple[str, ...]
    claims: Mapping[str, Any] = field(repr=False)


def read(token: str) -> UnverifiedJWS:
    """Parse an ID token; raises IdTokenRefused ``encrypted``, ``too_large`` or ``malformed``."""
    if token.count(".") == 4:  # RFC 7516 §3.1
        raise IdTokenRefused(
            "The ID token is encrypted, and there is no key to decrypt it: switch id_token_encryption off in Mosaic.",
            code=IdTokenCode.ENCRYPTED,
        )
    try:
        return parse(token)
    except BearerRefused as error:
        raise _id_token_refusal(error) from None


def verify(
    unverified: UnverifiedJWS, signing_keys: SigningKeys, policy: IdTokenPolicy, expected: Expected, *, now: float
) -> IdToken:
    """Apply every rule to a parsed token; ``now`` is in seconds since the epoch.

    Raises IdTokenRefused; its code names the rule.
    """
    try:
        verify_signature(unverified, signing_keys, policy.algorithms)
    except BearerRefused as error:
        raise _id_token_refusal(error) from None
    claims, leeway = unverified.claims, min(policy.leeway, MAX_LEEWAY)
    _check_kind(unverified.header)
    _check_names(claims, policy)
    check_times(claims, _refusal, leeway, now, not_before=("iat", "nbf", "auth_time"), required=("iat",))
    _check_age(claims, expected.max_age, leeway=leeway, now=now)
    _check_nonce(claims, expected.nonce)
    _check_same_login(claims, expected)
    algorithm = unverified.header["alg"]
    check_hash(claims, "at_hash", expected.access_token, algorithm)
    check_hash(claims, "c_hash", expected.code, algorithm)
    return _value(claims)


def require_same_subject(id_token: IdToken, userinfo: Mapping[str, Any]) -> None:
    """Refuse userinfo of another subject than the ID token's (OpenID Connect Core §5.3.2); raises IdTokenRefused."""
    if userinfo.get("sub") != id_token.subject:
        raise IdTokenRefused("The userinfo has another subject than the ID token.", code=IdTokenCode.SUBJECT_MISMATCH)


def _id_token_refusal(error: BearerRefused) -> IdTokenRefused:
    return IdTokenRefused(f"The ID token is refused: {error.description}", code=error.code)


def _check_kind(header: Mapping[str, Any]) -> None:
    """Refuse access tokens, logout tokens and everything else that the same keys sign (RFC 8725 §3.11)."""
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower().removeprefix("application/") != "jwt":
        raise IdTokenRefused("The token's typ is not that of an ID token.", code=IdTokenCode.TOKEN_TYPE)


def _check_names(claims: Mapping[str, Any], policy: IdTokenPolicy) -> None:
    check_issuer(claims, _refusal, policy.issuers)
    subject = claims.get("sub")
    if not isinstance(subject, str) or not is_clean_text(subject) or not 0 < len(subject) <= MAX_SUBJECT:
        raise IdTokenRefused("The ID token has no usable subject.", code=IdTokenCode.SUBJECT)
    check_audience(claims, _refusal, frozenset({policy.client_id}), only_text=False)
    # With several audiences an azp is required, and any azp must be our client (§3.1.3.7 rules 4 and 5).
    has_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (has_several or "azp" in claims) and claims.get("azp") != policy.client_id:
        raise IdTokenRefused("The ID token was issued to another party (azp).", code=IdTokenCode.AUTHORIZED_PARTY)
    if "events" in claims:  # a logout token is never an ID token (Back-Channel Logout §2.4)
        raise IdTokenRefused("The token is not an ID token: it contains events.", code=IdTokenCode.TOKEN_TYPE)


def _refusal(code: ClaimCode, claim: str) -> IdTokenRefused:
    return IdTokenRefused(_REFUSALS[code].format(claim), code=code)


def _check_age(claims: Mapping[str, Any], max_age: int | None, *, leeway: int, now: float) -> None:
    """Refuse a login that is older than the requested ``max_age``, or whose time is unknown (§2)."""
    if max_age is None:
        return
    if "auth_time" not in claims:
        raise IdTokenRefused("The ID token does not say when the user logged in.", code=IdTokenCode.AUTH_TIME_MISSING)
    if now > claims["auth_time"] + max_age + leeway:
        raise IdTokenRefused("The user logged in longer ago than max_age allows.", code=IdTokenCode.LOGIN_TOO_OLD)


def _check_nonce(claims: Mapping[str, Any], nonce: str) -> None:
    if not nonce:
        return
    claim = claims.get("nonce")
    if not isinstance(claim, str) or not hmac.compare_digest(claim.encode("utf-8", "replace"), nonce.encode()):
        raise IdTokenRefused("The ID token belongs to another request (nonce).", code=IdTokenCode.NONCE_MISMATCH)


def _check_same_login(claims: Mapping[str, Any], expected: Expected) -> None:
    """Require a refreshed ID token to have the same user and issuer (§12.2)."""
    if expected.subject and claims["sub"] != expected.subject:
        raise IdTokenRefused("The refreshed ID token has another subject.", code=IdTokenCode.SUBJECT_MISMATCH)
    if expected.issuer and claims["iss"] != expected.issuer:
        raise IdTokenRefused("The refreshed ID token has another issuer.", code=IdTokenCode.ISSUER)


def check_hash(claims: Mapping[str, Any], name: str, value: str, algorithm: str) -> None:
    """Refuse claims whose hash ``name``, if present, does not match ``value`` by the token's ``alg`` (§3.1.3.6).

    Raises IdTokenRefused. Its code is the last word of ``name`` and ``_mismatch``, or ``algorithm`` for an unknown alg.
    """
    if name not in claims or not value:
        return
    if algorithm not in ALGORITHMS:
        raise IdTokenRefused("The ID token's alg is not accepted.", code=IdTokenCode.ALGORITHM)
    expected, claim = left_half_hash(algorithm, value).encode(), claims[name]
    if not isinstance(claim, str) or not hmac.compare_digest(claim.encode("utf-8", "replace"), expected):
        short = name.rpartition(":")[2]
        raise IdTokenRefused(
            f"The ID token was issued for something else ({short}).", code=IdTokenCode(f"{short}_mismatch")
        )


def _value(claims: Mapping[str, Any]) -> IdToken:
    acr, amr, auth_time = claims.get("acr", ""), claims.get("amr", []), claims.get("auth_time")
    amr = [amr] if isinstance(amr, str) else amr
    if not isinstance(acr, str) or not isinstance(amr, list) or not all(isinstance(one, str) for one in amr):
        raise IdTokenRefused("The ID token's acr or amr is not text.", code=IdTokenCode.MALFORMED_CLAIM)
    try:
        login_time = None if auth_time is None else datetime.fromtimestamp(auth_time, UTC)
    except (ValueError, OverflowError, OSError):
        raise IdTokenRefused(
            "The ID token's auth_time is not a valid time.", code=IdTokenCode.MALFORMED_CLAIM
        ) from None
    return IdToken(claims["sub"], claims["iss"], login_time, acr, tuple(amr), claims)
