"""Checks whether a token that Mosaic issued to us is bound to the certificate that we presented."""

from __future__ import annotations

from typing import Any

from mosaic_clients.core.encoding import decode_base64url, parse_json_object
from mosaic_clients.core.errors import AnswerUnusable
from mosaic_clients.core.errors.codes import AnswerCode


def require_bound_to(access_token: str, x5t_s256: str, *, binding_expected: bool) -> None:
    """Refuse an access token that is bound to another certificate, or to none although binding is expected.

    Only reads ``cnf`` (RFC 8705 §3.1), without verification: the token came over TLS from Mosaic itself. An opaque
    token cannot be checked and passes. Raises AnswerUnusable ``not_bound`` or ``bound_to_other``.
    """
    claims = _unverified_claims(access_token)
    if claims is None:
        return
    confirmation = claims.get("cnf")
    if confirmation is None:
        if binding_expected:
            raise AnswerUnusable(
                "Mosaic's token is not certificate-bound: turn token binding on in Mosaic, or off for the client here.",
                code=AnswerCode.NOT_BOUND,
                status=200,
            )
        return
    if not isinstance(confirmation, dict) or confirmation.get("x5t#S256") != x5t_s256:
        raise AnswerUnusable(
            "Mosaic's token is bound to another certificate.", code=AnswerCode.BOUND_TO_OTHER, status=200
        )


def thumbprint_of(access_token: str) -> str:
    """Return the thumbprint in a token's ``cnf``, unverified; empty for opaque and unbound tokens.

    Use it only to choose which of our own certificates to present.
    """
    confirmation = (_unverified_claims(access_token) or {}).get("cnf")
    expected = confirmation.get("x5t#S256") if isinstance(confirmation, dict) else None
    return expected if isinstance(expected, str) else ""


def _unverified_claims(access_token: str) -> dict[str, Any] | None:
    """Return the claims, or None for an opaque token."""
    try:
        return parse_json_object(decode_base64url(access_token.split(".")[1]))
    except (IndexError, ValueError):
        return None
