"""Errors of inbound bearers and of what verifies them."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError
from mosaic_clients.core.errors.codes import ErrorCode


class BearerRefused(MosaicError):
    """An inbound bearer is not accepted. ``code`` is the reason for the log; callers get one generic text."""

    code = ErrorCode.BEARER_REFUSED.value


class NoUsableSigningKeys(MosaicError):
    """No signing keys of Mosaic are cached, or they are too old to trust."""

    code = ErrorCode.NO_USABLE_SIGNING_KEYS.value
    retryable = True


class CheckProvesNothing(MosaicError):
    """A control request of a spoof check failed, so the responses to its forgeries prove nothing."""

    code = ErrorCode.PROVES_NOTHING.value
