"""Errors of calls to Mosaic."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError
from mosaic_clients.core.errors.codes import ErrorCode


class NoAccessToken(MosaicError):
    """A client has no valid access token and cannot obtain one now; the description says why."""

    code = ErrorCode.NO_ACCESS_TOKEN.value
    retryable = True


class ParameterRefused(MosaicError):
    """Mosaic would not accept an argument of this call. It is refused here and nothing was sent."""

    code = ErrorCode.PARAMETER_REFUSED.value


class TransportError(MosaicError):
    """A call to Mosaic failed below HTTP semantics."""

    code = ErrorCode.TRANSPORT.value
    retryable = True


class Unreachable(TransportError):
    """The host does not resolve, or nothing accepts the connection, or its address is not allowed."""

    code = ErrorCode.UNREACHABLE.value


class TimedOut(TransportError):
    """Connecting or reading took longer than its limit."""

    code = ErrorCode.TIMED_OUT.value


class TLSFailure(TransportError):
    """The TLS handshake failed, or the connection was reset at the point where a refused client certificate shows."""

    code = ErrorCode.TLS_FAILURE.value


class AnswerUnusable(TransportError):
    """A server answered, but not as Mosaic does. ``retry_after`` is in seconds, as for MosaicRefusal."""

    code = ErrorCode.ANSWER_UNUSABLE.value

    def __init__(
        self,
        description: str,
        *,
        code: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(description, code=code)
        self.status = status
        self.retry_after = retry_after
        self.retryable = status is None or _is_retryable(status)


class MosaicRefusal(MosaicError):
    """Mosaic answered with an error.

    ``code`` is its OAuth or Mosaic error code, ``status`` the HTTP status, ``retry_after`` seconds to wait (or None).
    """

    code = ErrorCode.REFUSED.value

    def __init__(self, description: str, *, code: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(description, code=code)
        self.status = status
        self.retry_after = retry_after
        self.retryable = _is_retryable(status)


def _is_retryable(status: int) -> bool:
    return status == 429 or status >= 500  # RFC 6585 §4, RFC 9110 §15.6
