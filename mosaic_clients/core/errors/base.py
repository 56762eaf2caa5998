"""The root of the error tree, and its simplest branches."""

from __future__ import annotations

from mosaic_clients.core.errors.codes import ErrorCode
from mosaic_clients.core.remedies import Remedy
from mosaic_clients.core.remedy_texts import plain


class MosaicError(Exception):
    """Base class of all errors of this package.

    ``code`` is a stable identifier, ``description`` one line for a person, ``retryable`` whether waiting may help.
    ``remedy`` is what a person can do about it, if the raising code knows; each door renders it in its own words.
    ``status`` is the HTTP status and ``retry_after`` the seconds to wait, if Mosaic sent them, otherwise None.
    """

    code = ErrorCode.MOSAIC_ERROR.value
    retryable = False
    status: int | None = None
    retry_after: float | None = None

    def __init__(self, description: str, *, code: str | None = None, remedy: Remedy | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.remedy = remedy
        if code is not None:
            self.code = str(code)  # a plain str, whichever enum it comes from

    def __str__(self) -> str:
        return plain(self)


class ConfigurationError(MosaicError):
    """A setting or an environment is wrong."""

    code = ErrorCode.CONFIGURATION.value


class UnknownName(MosaicError):
    """There is no client, environment or credential with this name."""

    code = ErrorCode.UNKNOWN_NAME.value
