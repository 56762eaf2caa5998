"""Errors of a user's login and approval."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError
from mosaic_clients.core.errors.codes import ErrorCode
from mosaic_clients.core.errors.oauth_codes import OAuthErrorCode


class AuthorizationRefused(MosaicError):
    """The authorization endpoint answered with an error (RFC 6749 §4.1.2.1), such as ``access_denied``."""

    code = ErrorCode.AUTHORIZATION_REFUSED.value

    def __init__(self, description: str, *, code: str) -> None:
        super().__init__(description, code=code)
        self.retryable = code in {OAuthErrorCode.SERVER_ERROR, OAuthErrorCode.TEMPORARILY_UNAVAILABLE}


class CallbackRefused(MosaicError):
    """A callback does not belong to our authorization request; ``code`` names the reason."""

    code = ErrorCode.CALLBACK_REFUSED.value


class IdTokenRefused(MosaicError):
    """An ID token is not accepted; ``code`` names the rule."""

    code = ErrorCode.ID_TOKEN_REFUSED.value


class UserDenied(MosaicError):
    """The user denied a CIBA or device request (``access_denied``)."""

    code = OAuthErrorCode.ACCESS_DENIED.value


class RequestExpired(MosaicError):
    """No user approved a CIBA or device request in time (``expired_token``)."""

    code = OAuthErrorCode.EXPIRED_TOKEN.value
