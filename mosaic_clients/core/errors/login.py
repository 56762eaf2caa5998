"""Errors of a user's login and approval."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError


class AuthorizationRefused(MosaicError):
    """The authorization endpoint answered with an error (RFC 6749 §4.1.2.1), such as ``access_denied``."""

    code = "authorization_refused"

    def __init__(self, description: str, *, code: str) -> None:
        super().__init__(description, code=code)
        self.retryable = code in {"server_error", "temporarily_unavailable"}


class CallbackRefused(MosaicError):
    """A callback does not belong to our authorization request; ``code`` names the reason."""

    code = "callback_refused"


class IdTokenRefused(MosaicError):
    """An ID token is not accepted; ``code`` names the rule."""

    code = "id_token_refused"


class UserDenied(MosaicError):
    """The user denied a CIBA or device request (``access_denied``)."""

    code = "access_denied"


class RequestExpired(MosaicError):
    """No user approved a CIBA or device request in time (``expired_token``)."""

    code = "expired_token"
