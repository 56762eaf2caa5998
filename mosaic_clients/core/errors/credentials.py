"""Errors of keys, certificates, rotation and publication."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError
from mosaic_clients.core.errors.codes import ErrorCode


class MaterialRefused(MosaicError):
    """A key, certificate, chain, CSR or JWK is not accepted; ``code`` names the reason."""

    code = ErrorCode.MATERIAL_REFUSED.value


class PassphraseNeeded(MaterialRefused):
    """The private key is encrypted and no passphrase was given."""

    code = ErrorCode.PASSPHRASE_NEEDED.value


class WrongPassphrase(MaterialRefused):
    """The passphrase does not decrypt the private key."""

    code = ErrorCode.WRONG_PASSPHRASE.value


class MoveRefused(MosaicError):
    """The credential's status does not allow this step now."""

    code = ErrorCode.MOVE_REFUSED.value


class PublicationConflict(MosaicError):
    """Someone else changes the client at Mosaic at the same time. None of their changes was knowingly overwritten."""

    code = ErrorCode.PUBLICATION_CONFLICT.value
    retryable = True
