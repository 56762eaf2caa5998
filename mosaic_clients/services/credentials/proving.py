"""Proves a staged credential: one token obtained with it shows that Mosaic accepts it."""

from __future__ import annotations

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import events
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials.transitions import locked_client, staged_credential


@sensitive_variables()
def prove(client: Client, *, actor: str) -> Credential:
    """Obtains one token with the staged credential and records that Mosaic accepts it.

    Raises MoveRefused where none is staged, or its status changed during the call; MosaicRefusal or a TransportError
    where Mosaic does not accept it.
    """
    credential = staged_credential(client)
    try:
        token_refresh.obtain(client, credential, client.resource)
    except MosaicError as error:
        events.record("proof_failed", actor=actor, client=client, credential=credential, detail=error.description)
        raise
    with locked_client(client):
        credential.refresh_from_db()
        if credential.state is not CredentialStatus.STAGED:
            raise MoveRefused(f"Credential {credential.kid} became {credential.status} while it was being proven.")
        credential.proven_at = timezone.now()
        credential.save(update_fields=["proven_at"])
        _record_published(client, credential)
        events.record("proven", actor=actor, client=client, credential=credential)
    return credential


def _record_published(client: Client, credential: Credential) -> None:
    """Mosaic's answer shows that it holds the material, confirmed or not. Of a CA-signed client it holds one chain."""
    client.refresh_from_db(fields=["published"])  # another process may have published during the call
    if credential.material in client.published:
        return
    others = client.published if client.method is AuthMethod.SELF_SIGNED else []
    client.published = sorted([*others, credential.material])
    client.save(update_fields=["published"])
