"""The switch: new tokens first, then old out and new in, in one short transaction. Also the way back."""

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
from mosaic_clients.services.credentials.transitions import locked, staged
from mosaic_clients.signals import credential_activated

_Minted: TypeAlias = dict[AccessToken, tuple[datetime, TokenAnswer]]


def activate(
    client: Client, *, actor: str, unproven: bool = False, before_each: Callable[[], None] = lambda: None
) -> Credential:
    """Put the staged credential to use; the one in use until now goes RETIRING.

    Every token that lives is minted anew with the staged certificate before the switch, and goes on being served until
    then. Raises MoveRefused where none is staged, or it was not proven and ``unproven`` does not say to go on anyway;
    MosaicRefusal or a TransportError where a token cannot be had, and what ``before_each`` raises, which is called
    before each token and the switch: nothing is switched then.
    """
    credential = staged(client)
    if not credential.proven_at and not unproven:
        raise MoveRefused(
            f"Credential {credential.kid} is not proven: it is not known whether Mosaic accepts it.",
            remedy=Remedy(RemedyKind.PROVE, client=client.name),
        )
    if credential.not_after is not None and credential.not_after <= timezone.now():
        stage = Remedy(RemedyKind.STAGE, client=client.name)
        raise MoveRefused(
            f"The certificate of credential {credential.kid} has expired.",
            remedy=Remedy(RemedyKind.RETIRE, client=client.name, kid=credential.kid, then=stage),
        )
    minted = {} if unproven and not credential.proven_at else _mint_living(client, credential, before_each)
    before_each()
    _switch(client, credential, minted, "activated", actor, "" if credential.proven_at else "unproven")
    return credential


def roll_back(client: Client, *, actor: str) -> Credential:
    """Put the credential that was in use before back to use, while Mosaic still holds it.

    Raises MoveRefused where there is none, MosaicRefusal or a TransportError where Mosaic does not accept it any more.
    """
    previous = previous_of(client)
    minted = _mint_living(client, previous)
    if not minted:  # nothing to mint anew, and still to be known: whether Mosaic accepts it
        token_refresh.obtain(client, previous, client.resource)
    _switch(client, previous, minted, "rolled_back", actor, "")
    return previous


def previous_of(client: Client) -> Credential:
    """The credential that a client can be rolled back to now; raises MoveRefused where there is none."""
    previous = (
        client.credentials.filter(status=CredentialStatus.RETIRING.value)
        .order_by("-retiring_at", "-created_at")
        .first()
    )
    if previous is None:
        raise MoveRefused(f"Client {client.name!r} has no retiring credential to go back to.")
    if previous.not_after is not None and previous.not_after <= timezone.now():
        raise MoveRefused(f"The certificate of credential {previous.kid} has expired: there is no way back.")
    if client.published and previous.material not in client.published:
        raise MoveRefused(f"Mosaic no longer holds credential {previous.kid}: there is no way back.")
    return previous


def _mint_living(client: Client, credential: Credential, before_each: Callable[[], None] = lambda: None) -> _Minted:
    """A new token, with ``credential``, for every one that lives now, and when it was asked for."""
    now, minted = timezone.now(), {}
    for row in client.access_tokens.exclude(value=""):
        if row.is_alive(now):
            before_each()
            minted[row] = (timezone.now(), token_refresh.obtain(client, credential, row.resource))
    return minted


def _switch(
    client: Client,
    credential: Credential,
    minted: _Minted,
    kind: str,
    actor: str,
    detail: str,
) -> None:
    with locked(client):
        credential.refresh_from_db()
        require_move(credential.state, CredentialStatus.ACTIVE)
        now = timezone.now()
        for active in client.credentials.active():  # out before in: the database allows one
            active.status, active.retiring_at = CredentialStatus.RETIRING.value, now
            active.save(update_fields=["status", "retiring_at"])
            events.record("retiring", actor=actor, client=client, credential=active)
        credential.status, credential.activated_at, credential.retiring_at = CredentialStatus.ACTIVE.value, now, None
        credential.save(update_fields=["status", "activated_at", "retiring_at"])
        access_token_row(client, client.resource, now=now)
        # All are due: what stood in their way, as that there was no credential in use, is told anew if it still does.
        AccessToken.objects.filter(client=client).update(due_at=now, failures=0, problem="")
        client.refresh_from_db(fields=["problem", "rotation_problem", "problem_at"])
        note_problem(client, "", now=now, actor=actor)
        for row, (asked_at, answer) in minted.items():
            token_store.keep(row, credential, answer, asked_at=asked_at)
            token_store.note_lifetime(client, timedelta(seconds=answer.expires_in))
        Client.objects.filter(pk=client.pk).update(rotation_requested_at=None, rotation_due_at=now)
        client.rotation_requested_at = None
        events.record(kind, actor=actor, client=client, credential=credential, detail=detail)
        transaction.on_commit(partial(credential_activated.send_robust, sender=Credential, credential=credential))
