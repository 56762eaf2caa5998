"""Ends a credential: retires it, revokes it, destroys its key. ``staging`` creates it, ``activation`` activates it.

Each transition is one short transaction that locks the client's row first. Database constraints allow one ACTIVE and
one pending credential per client.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused, UnknownName
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import PENDING, USABLE, CredentialStatus, require_move
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services import events
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.signals import credential_retired


@contextmanager
def locked_client(client: Client) -> Iterator[None]:
    """A transaction that locks the client's row, so that two processes cannot interleave on one client."""
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        yield
        Client.objects.filter(pk=client.pk).update(rotation_due_at=timezone.now())  # the plan has changed


def staged_credential(client: Client) -> Credential:
    """The staged credential; raises MoveRefused."""
    credential = client.credentials.staged().first()
    if credential is None:
        if client.credentials.pending().exists():
            raise MoveRefused(
                f"Client {client.name!r} has no staged credential: it still waits for its certificate.",
                remedy=manual_steps.certify_steps(client),
            )
        raise MoveRefused(
            f"Client {client.name!r} has no staged credential.", remedy=Remedy(RemedyKind.STAGE, client=client.name)
        )
    return credential


def credential_by_kid(client: Client, kid: str) -> Credential:
    """A client's credential by its full kid, or by a prefix that matches only one; raises UnknownName."""
    # Compared here: SQLite's LIKE ignores case, and a kid is base64.
    matches = [credential for credential in client.credentials.all() if kid and credential.kid.startswith(kid)]
    if len(matches) != 1:
        problem = "more than one credential" if matches else "no credential"
        raise UnknownName(f"Client {client.name!r} has {problem} whose kid begins with {kid!r}.")
    return matches[0]


def retire(client: Client, kid: str, *, actor: str) -> Credential:
    """Ends a credential's overlap, or discards a pending one; raises MoveRefused for the active one."""
    with locked_client(client):
        credential = credential_by_kid(client, kid)
        if credential.state is CredentialStatus.ACTIVE:
            raise MoveRefused(
                f"Credential {kid} is active. Activate another first (it is then retired automatically), or revoke it."
            )
        if credential.state in PENDING:  # discarding the successor cancels the rotation
            Client.objects.filter(pk=client.pk).update(rotation_requested_at=None)
            client.rotation_requested_at = None
        _end(credential, CredentialStatus.RETIRED)
        events.record("retired", actor=actor, client=client, credential=credential)
    return credential


def revoke(client: Client, kid: str, *, actor: str) -> Credential:
    """Stops using a compromised credential immediately: destroys its key and drops its tokens."""
    with locked_client(client):
        credential = credential_by_kid(client, kid)
        _end(credential, CredentialStatus.REVOKED)
        events.record("revoked", actor=actor, client=client, credential=credential)
    return credential


def destroy_key(client: Client, kid: str, *, actor: str) -> Credential:
    """Destroys the private key of a retired credential; raises MoveRefused while the key is still needed."""
    with locked_client(client):
        credential = credential_by_kid(client, kid)
        if credential.state in USABLE or credential.state in PENDING:
            raise MoveRefused(f"Credential {kid} is {credential.status}: its key is still needed.")
        if client.method is AuthMethod.SELF_SIGNED and credential.material in credential.client.published:
            raise MoveRefused(
                f"Mosaic still holds credential {kid}: remove it there first.",
                remedy=manual_steps.publication_steps(credential.client),
            )
        credential.private_key, credential.key_destroyed_at = "", timezone.now()
        credential.save(update_fields=["private_key", "key_destroyed_at"])
        events.record("key_destroyed", actor=actor, client=client, credential=credential)
    return credential


def _end(credential: Credential, status: CredentialStatus) -> None:
    """Ends a credential and drops its tokens, which are bound to its certificate. Destroys a revoked key as well."""
    require_move(credential.state, status)
    now = timezone.now()
    credential.status = status.value
    columns = ["status", "retired_at"]  # not the key, which another process may have resealed since
    if status is CredentialStatus.REVOKED:
        credential.revoked_at, credential.private_key, credential.key_destroyed_at = now, "", now
        columns += ["revoked_at", "private_key", "key_destroyed_at"]
    else:
        credential.retired_at = now
    credential.save(update_fields=columns)
    transaction.on_commit(partial(credential_retired.send_robust, sender=Credential, credential=credential))
    AccessToken.objects.filter(credential=credential).update(value="", credential=None, expires_at=None, due_at=now)
