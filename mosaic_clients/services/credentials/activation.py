"""Activates the staged credential: new tokens first, then the switch in one short transaction. Also rolls back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone

from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.core.rotation.lifecycle import CredentialStatus, require_move
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services import events
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.access_tokens import store as token_store
from mosaic_clients.services.access_tokens.store import access_token_row
from mosaic_clients.services.clients.problems import note_problem
from mosaic_clients.services.credentials.transitions import locked_client, staged_credential
from mosaic_clients.signals import credential_activated

_Replacements: TypeAlias = dict[AccessToken, tuple[datetime, TokenAnswer]]


def activate(
    client: Client, *, actor: str, unproven: bool = False, before_each: Callable[[], None] = lambda: None
) -> Credential:
    """Activates the staged credential; the one that was active becomes RETIRING.

    Every token that is alive is obtained again with the staged certificate before the switch; until then the old one
    is served. ``before_each`` is called before each token and before the switch.

    Raises MoveRefused where none is staged, or it is not proven and ``unproven`` is False; MosaicRefusal or a
    TransportError where a token cannot be obtained; and whatever ``before_each`` raises. Nothing is switched then.
    """
    credential = staged_credential(client)
    if not credential.proven_at and not unproven:
        raise MoveRefused(
            f"Credential {credential.kid} is not proven: Mosaic has not accepted it yet.",
            remedy=Remedy(RemedyKind.PROVE, client=client.name),
        )
    if credential.not_after is not None and credential.not_after <= timezone.now():
        stage = Remedy(RemedyKind.STAGE, client=client.name)
        raise MoveRefused(
            f"The certificate of credential {credential.kid} has expired.",
            remedy=Remedy(RemedyKind.RETIRE, client=client.name, kid=credential.kid, then=stage),
        )
    replacements = (
        {} if unproven and not credential.proven_at else _obtain_replacements(client, credential, before_each)
    )
    before_each()
    _switch(client, credential, replacements, "activated", actor, "" if credential.proven_at else "unproven")
    return credential


def roll_back(client: Client, *, actor: str) -> Credential:
    """Activates the previous credential again, while Mosaic still holds it.

    Raises MoveRefused where there is none, MosaicRefusal or a TransportError where Mosaic no longer accepts it.
    """
    previous = previous_of(client)
    replacements = _obtain_replacements(client, previous)
    if not replacements:  # one token shows whether Mosaic still accepts it
        token_refresh.obtain(client, previous, client.resource)
    _switch(client, previous, replacements, "rolled_back", actor, "")
    return previous


def previous_of(client: Client) -> Credential:
    """The credential that a client can be rolled back to now; raises MoveRefused where there is none."""
    previous = (
        client.credentials.filter(status=CredentialStatus.RETIRING.value)
        .order_by("-retiring_at", "-created_at")
        .first()
    )
    if previous is None:
        raise MoveRefused(f"Client {client.name!r} has no retiring credential to roll back to.")
    if previous.not_after is not None and previous.not_after <= timezone.now():
        raise MoveRefused(f"The certificate of credential {previous.kid} has expired: it cannot be activated again.")
    if client.published and previous.material not in client.published:
        raise MoveRefused(f"Mosaic no longer holds credential {previous.kid}: it cannot be activated again.")
    return previous


def _obtain_replacements(
    client: Client, credential: Credential, before_each: Callable[[], None] = lambda: None
) -> _Replacements:
    """A new token, obtained with ``credential``, for every token that is alive, with the time of its request."""
    now, replacements = timezone.now(), {}
    for row in client.access_tokens.exclude(value=""):
        if row.is_alive(now):
            before_each()
            replacements[row] = (timezone.now(), token_refresh.obtain(client, credential, row.resource))
    return replacements


def _switch(
    client: Client,
    credential: Credential,
    replacements: _Replacements,
    kind: str,
    actor: str,
    detail: str,
) -> None:
    with locked_client(client):
        credential.refresh_from_db()
        require_move(credential.state, CredentialStatus.ACTIVE)
        now = timezone.now()
        for active in client.credentials.active():  # before the new one: the database allows one ACTIVE
            active.status, active.retiring_at = CredentialStatus.RETIRING.value, now
            active.save(update_fields=["status", "retiring_at"])
            events.record("retiring", actor=actor, client=client, credential=active)
        credential.status, credential.activated_at, credential.retiring_at = CredentialStatus.ACTIVE.value, now, None
        credential.save(update_fields=["status", "activated_at", "retiring_at"])
        access_token_row(client, client.resource, now=now)
        # All are due: an earlier problem, such as no active credential, is reported again if it still exists.
        AccessToken.objects.filter(client=client).update(due_at=now, failures=0, problem="")
        client.refresh_from_db(fields=["problem", "rotation_problem", "problem_at"])
        note_problem(client, "", now=now, actor=actor)
        for row, (asked_at, answer) in replacements.items():
            token_store.store_token(row, credential, answer, asked_at=asked_at)
            token_store.note_lifetime(client, timedelta(seconds=answer.expires_in))
        Client.objects.filter(pk=client.pk).update(rotation_requested_at=None, rotation_due_at=now)
        client.rotation_requested_at = None
        events.record(kind, actor=actor, client=client, credential=credential, detail=detail)
        transaction.on_commit(partial(credential_activated.send_robust, sender=Credential, credential=credential))
