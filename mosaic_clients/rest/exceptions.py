"""The exceptions that refuse a request. Each has its own headers, which DRF's exception handler sends unchanged.

They do not derive from DRF's AuthenticationFailed: if another authentication class comes first, DRF turns that into
a 403 without a challenge.
"""

from __future__ import annotations

from rest_framework.exceptions import APIException

REFUSED = "The access token is missing, expired, revoked, malformed, or bound to another certificate."
TRY_AGAIN = 30  # seconds: the cooldown between two fetches of signing keys


class InvalidToken(APIException):
    """401 for every refused bearer. The reason is in the log, never in the answer (RFC 6750 §3.1)."""

    status_code = 401
    default_detail = REFUSED
    default_code = "invalid_token"

    def __init__(self, auth_header: str) -> None:
        super().__init__()
        self.auth_header = auth_header


class InsufficientScope(APIException):
    """403 for a valid bearer that lacks a scope (RFC 6750 §3.1)."""

    status_code = 403
    default_code = "insufficient_scope"

    def __init__(self, detail: str, auth_header: str) -> None:
        super().__init__(detail)
        self.auth_header = auth_header


class SigningKeysUnavailable(APIException):
    """503 if bearers cannot be verified now; the caller is not at fault. ``wait`` is Retry-After, in seconds."""

    status_code = 503
    default_detail = "Access tokens cannot be verified right now. Try again later."
    default_code = "signing_keys_unavailable"
    wait = TRY_AGAIN
