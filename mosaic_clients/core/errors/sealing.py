"""Errors of sealed values."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError
from mosaic_clients.core.errors.codes import ErrorCode
from mosaic_clients.core.remedies import Remedy, RemedyKind


class SealingError(MosaicError):
    """A sealed value does not open: it is damaged, or belongs to another row or field."""

    code = ErrorCode.SEALING.value


class UnknownEncryptionKey(SealingError):
    """A value was sealed with a key that is not on the ring; ``key_id`` names it."""

    code = ErrorCode.UNKNOWN_ENCRYPTION_KEY.value

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"A value was sealed with encryption key {key_id!r}, which is not on the ring.",
            remedy=Remedy(RemedyKind.RESTORE_ENCRYPTION_KEY),
        )
        self.key_id = key_id
