"""Break glass: a private key has leaked. Out with it everywhere, and a successor in its place, at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError, MoveRefused
from mosaic_clients.core.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential, Event
from mosaic_clients.services import connections, credentials, denylist, events, publication, rotation, staging
from mosaic_clients.services.rotation import Walk
from mosaic_clients.transport import oidc
from mosaic_clients.transport.connections import IdentitySession
from mosaic_clients.transport.management import ClientAPI


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """What revoking a credential will hit: its living tokens, when it was last used, and who worked on it last."""

    resources: tuple[str, ...]
    last_used_at: datetime | None
    last_event: Event | None
    is_in_use: bool
    is_published: bool


@dataclass(frozen=True, slots=True)
class _Farewell:
    """What can still be done with the leaked key, taken before it is destroyed."""

    tokens: list[str] = field(repr=False)
    session: IdentitySession | None
    api: ClientAPI | None


def blast_radius(credential: Credential) -> BlastRadius:
    """Look before revoking."""
    now = timezone.now()
    living = [token for token in credential.access_tokens.all() if token.is_alive(now)]
    return BlastRadius(
        resources=tuple(token.resource for token in living),
        last_used_at=credential.last_used_at,
        last_event=Event.objects.filter(client=credential.client, kid=credential.kid).first(),
        is_in_use=credential.state is CredentialStatus.ACTIVE,
        is_published=credential.material in credential.client.published,
    )


def revoke(client: Client, kid: str, *, actor: str) -> Walk | None:
    """Revoke a credential: locally first, at Mosaic as far as it answers, and walk its successor if it was in use.

    Whatever Mosaic does not take now is left to the next sweep. Returns the successor's walk, or None where the
    credential was not in use. Raises UnknownName or MoveRefused; nothing has happened then.
    """
    credential = credentials.by_kid(client, kid)
    was_active = credential.state is CredentialStatus.ACTIVE
    farewell = _prepare(client, credential)
    credentials.revoke(client, kid, actor=actor)
    for token in farewell.tokens:  # whether Mosaic takes the revocation or not, they open nothing of ours
        denylist.add(token, expires_at=None)
    if was_active and not client.credentials.pending().exists():
        staging.stage(client, actor=actor)
    # With the leaked certificate itself, so before Mosaic forgets it.
    for token in farewell.tokens:
        with _tolerated("token_not_revoked", client, credential, actor):
            _revoke(client, farewell, token)
    if farewell.api is not None:
        with _tolerated("push_failed", client, credential, actor):
            _push(client, farewell.api, actor)
    connections.close(credential)
    if not was_active and not client.credentials.in_key_set().exists():
        return None
    try:
        return rotation.rotate(client, actor=actor) if was_active else rotation.advance(client, actor=actor)
    except MoveRefused as refused:  # somebody walks the client right now: the next sweep goes on
        now = timezone.now()
        asked = {"rotation_requested_at": now} if was_active else {}
        Client.objects.filter(pk=client.pk).update(rotation_due_at=now, **asked)
        return Walk([], None, refused)


def _prepare(client: Client, credential: Credential) -> _Farewell:
    now = timezone.now()
    try:
        tokens = [row.unseal("value") for row in credential.access_tokens.exclude(value="") if row.is_alive(now)]
        session = connections.session(client.environment, credential) if tokens else None
    except MosaicError:  # a key that does not open is revoked all the same
        tokens, session = [], None
    api = None
    if client.publication == "management-api":
        try:
            api = publication.client_api(client)
        except MosaicError:
            api = None  # the walk's own push comes later, with its own failure
    if api is not None:
        tokens = [token for token in tokens if token != api.access_token]  # still needed, and ends by itself
    return _Farewell(tokens, session, api)


def _push(client: Client, api: ClientAPI, actor: str) -> None:
    if client.credentials.in_key_set().exists():
        publication.push(client, api, actor=actor)


def _revoke(client: Client, farewell: _Farewell, token: str) -> None:
    if farewell.session is not None:
        oidc.revoke(
            farewell.session,
            client.environment.endpoints.revocation,
            client_id=client.client_id,
            token=token,
            limits=conf.current().limits,
        )


@contextmanager
def _tolerated(kind: str, client: Client, credential: Credential, actor: str) -> Iterator[None]:
    """Record what Mosaic does not take, and go on: the key is gone here already."""
    try:
        yield
    except MosaicError as error:
        events.record(kind, actor=actor, client=client, credential=credential, detail=error.description)
