"""Errors of inbound bearers and of what verifies them."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError


class BearerRefused(MosaicError):
    """An inbound bearer is not accepted. ``code`` is the reason for the log; callers get one generic text."""

    code = "bearer_refused"


class NoUsableSigningKeys(MosaicError):
    """No signing keys of Mosaic are cached, or they are too old to trust."""

    code = "no_usable_signing_keys"
    retryable = True


class CheckProvesNothing(MosaicError):
    """A control request of a spoof check failed, so the responses to its forgeries prove nothing."""

    code = "proves_nothing"
