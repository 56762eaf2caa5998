"""Errors of keys, certificates, rotation and publication."""

from __future__ import annotations

from mosaic_clients.core.errors.base import MosaicError


class MaterialRefused(MosaicError):
    """A key, certificate, chain, CSR or JWK is not accepted; ``code`` names the reason."""

    code = "material_refused"


class PassphraseNeeded(MaterialRefused):
    """The private key is encrypted and no passphrase was given."""

    code = "passphrase_needed"


class WrongPassphrase(MaterialRefused):
    """The passphrase does not decrypt the private key."""

    code = "wrong_passphrase"


class MoveRefused(MosaicError):
    """The credential's status does not allow this step now."""

    code = "move_refused"


class PublicationConflict(MosaicError):
    """Someone else changes the client at Mosaic at the same time. None of their changes was knowingly overwritten."""

    code = "publication_conflict"
    retryable = True
