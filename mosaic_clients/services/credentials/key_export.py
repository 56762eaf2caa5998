"""Exports a private key: off by default, one credential at a time, and never without an event."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.errors import ConfigurationError, MoveRefused
from mosaic_clients.core.errors.codes import ConfigurationCode
from mosaic_clients.core.pki.private_keys import dump_exported_key
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import events
from mosaic_clients.services.credentials.transitions import credential_by_kid


@dataclass(frozen=True, slots=True)
class ExportedCredential:
    """An exported credential: the key as PKCS#8 PEM, the certificate and its issuers as PEM, leaf first."""

    kid: str
    key_pem: str = field(repr=False)
    chain_pem: str


@sensitive_variables()
def export(client: Client, kid: str | None, *, passphrase: str | None, actor: str) -> ExportedCredential:
    """Unseals the key of a client's credential, the active one where ``kid`` is None, and records the export.

    ``passphrase`` encrypts the key; None leaves it in clear. Raises ConfigurationError where ALLOW_KEY_EXPORT is off,
    UnknownName for an unknown kid, MoveRefused where there is no active credential or it has no key, WrongPassphrase
    for a passphrase that cannot be used.
    """
    require_allowed()
    with transaction.atomic():
        credential = credential_by_kid(client, kid) if kid else _active(client)
        identity = credential.identity()
        key_pem = dump_exported_key(identity.key, passphrase)
        how = "the private key in clear" if passphrase is None else "the private key under a passphrase"
        events.record("exported", actor=actor, client=client, credential=credential, detail=how)
    return ExportedCredential(credential.kid, key_pem, identity.chain_pem)


def require_allowed() -> None:
    """Raises ConfigurationError where ALLOW_KEY_EXPORT is off."""
    if not conf.current().ALLOW_KEY_EXPORT:
        raise ConfigurationError(
            "Key export is off. Set MOSAIC_CLIENTS['ALLOW_KEY_EXPORT'] to True while you export.",
            code=ConfigurationCode.EXPORT_NOT_ALLOWED,
        )


def _active(client: Client) -> Credential:
    credential = client.credentials.active().first()
    if credential is None:
        raise MoveRefused(f"Client {client.name!r} has no active credential. Name another one by its kid.")
    return credential
