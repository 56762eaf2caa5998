"""Polls for users' approvals in the background: a request starts it, a worker polls, a request collects the tokens.

Each poll leases its row. So only one worker polls at a time, and never too early. The call itself runs outside any
transaction.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients.core.errors import (
    MosaicError,
    MoveRefused,
    NoAccessToken,
    RequestExpired,
    SealingError,
    UnknownName,
    UserDenied,
)
from mosaic_clients.core.oauth import polling as rules
from mosaic_clients.core.oauth.polling import Polling
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.oauth.user_tokens import UserTokens
from mosaic_clients.models import Client, Credential, PendingGrant
from mosaic_clients.services import leases
from mosaic_clients.services.leases import Lease
from mosaic_clients.services.user_login import approval_poll
from mosaic_clients.services.user_login.approval_poll import Approval

KEEP_TOKENS = timedelta(minutes=15)
"""How long tokens wait to be collected before they are erased."""

KEEP_RECORD = timedelta(days=1)
"""How long a row shows the result after the request has ended."""


@sensitive_variables()
def start(
    client: Client, approval: Approval, *, code: str, scope: str, polling: Polling, credential_id: UUID
) -> PendingGrant:
    """Store a request that Mosaic accepted, for the worker to poll. Its tokens are collected with the row's id."""
    row = PendingGrant(
        client=client,
        credential_id=credential_id,
        kind=approval.value,
        scope=scope,
        interval=polling.interval,
        next_poll_at=polling.next_poll_at,
        expires_at=polling.expires_at,
        delete_at=polling.expires_at + KEEP_RECORD,
        created_at=timezone.now(),
    )
    row.seal("code", code)
    row.save(force_insert=True)
    return row


def due(now: datetime) -> list[UUID]:
    """Return the ids of the rows to poll now."""
    return list(PendingGrant.objects.due(now).values_list("pk", flat=True))


@sensitive_variables()
def poll_one(grant_id: UUID) -> None:
    """Poll once for one row, if it is due and no other worker polls. Stores the tokens or the failure."""
    row = PendingGrant.objects.select_related("client__environment").filter(pk=grant_id).first()
    now = timezone.now()
    if row is None or row.status != PendingGrant.PENDING or row.next_poll_at > now:
        return
    if row.polling.is_over(now):
        _end(row, rules.expired_error())
        return
    lease = leases.acquire_due(
        PendingGrant,
        row.pk,
        "next_poll_at",
        leases.call_duration(),
        where=Q(status=PendingGrant.PENDING, next_poll_at=row.next_poll_at),
        polls=F("polls") + 1,
    )
    if lease is None:
        return
    try:
        answer, credential = approval_poll.poll_once(
            row.client, Approval(row.kind), row.unseal("code"), row.credential_id
        )
    except MosaicError as error:
        _store_failure(row, error, lease)
    else:
        _store_answer(row, answer, credential)


@sensitive_variables()
def collect(client: Client, grant_id: UUID) -> UserTokens | None:
    """Return the tokens of a request of this client, once, and erase them; None while the user has not decided.

    Raises UserDenied, RequestExpired, NoAccessToken if Mosaic refused otherwise, MoveRefused if the tokens were
    collected before, and UnknownName if there is no such request. Also raises like ``approval_poll.judge``: a refused
    answer is erased too. An answer that cannot be verified now is kept for a later call. That is the case for
    NoUsableSigningKeys, and for SealingError in a process that lacks an encryption key.
    """
    row = PendingGrant.objects.select_related("credential").filter(pk=grant_id, client=client).first()
    if row is None or row.delete_at <= timezone.now():  # expired rows stay if no beat prunes them
        raise UnknownName(f"Client {client.name!r} has no such request, or it was deleted.")
    if row.status == PendingGrant.PENDING and not row.polling.is_over(timezone.now()):
        return None
    if row.status != PendingGrant.GRANTED:
        raise _uncollectable_error(row)
    try:
        tokens = _check_answer(client, row)
    except MosaicError as error:
        if not (error.retryable or isinstance(error, SealingError)):
            _end(row, error)
        raise
    granted = PendingGrant.objects.filter(pk=row.pk, status=PendingGrant.GRANTED)
    if not granted.update(status=PendingGrant.COLLECTED, answer="", code="", delete_at=timezone.now() + KEEP_RECORD):
        raise _uncollectable_error(PendingGrant(client=client, status=PendingGrant.COLLECTED))
    return tokens


def prune(now: datetime) -> int:
    """Delete uncollected tokens and old records. Returns how many rows were deleted."""
    return PendingGrant.objects.filter(delete_at__lte=now).delete()[0]


@sensitive_variables()
def _check_answer(client: Client, row: PendingGrant) -> UserTokens:
    stored = json.loads(row.unseal("answer"))
    return approval_poll.check_tokens(
        client,
        TokenAnswer(**stored["tokens"]),
        scope=row.scope,
        auth_req_id=row.unseal("code") if row.kind == PendingGrant.BACKCHANNEL else "",
        x5t_s256=stored["x5t_s256"],
        received_at=row.answered_at or row.created_at,
    )


@sensitive_variables()
def _store_answer(row: PendingGrant, answer: TokenAnswer, credential: Credential) -> None:
    """Store an answer before it is verified: the code is used up, and this is the only copy."""
    now = timezone.now()
    row.seal("answer", json.dumps({"tokens": asdict(answer), "x5t_s256": credential.x5t_s256}))
    # Also if the lease expired during the call and another poll was refused: there are no other tokens.
    has_tokens = (PendingGrant.GRANTED, PendingGrant.COLLECTED)
    PendingGrant.objects.filter(pk=row.pk).exclude(status__in=has_tokens).update(
        status=PendingGrant.GRANTED,
        answer=row.answer,
        credential=credential,
        answered_at=now,
        problem="",
        delete_at=now + KEEP_TOKENS,
    )


def _store_failure(row: PendingGrant, error: MosaicError, lease: Lease[PendingGrant]) -> None:
    try:
        later = rules.polling_after_error(row.polling, error, now=timezone.now())
    except MosaicError as final:
        _end(row, final)
        return
    is_pending = error.code in (rules.PENDING, rules.SLOW_DOWN)
    lease.queryset.filter(status=PendingGrant.PENDING).update(
        interval=later.interval,
        # Not later than the expiry, so that a waiting caller is notified in time.
        next_poll_at=min(later.next_poll_at, later.expires_at),
        problem="" if is_pending else str(error)[:500],
    )


def _end(row: PendingGrant, error: MosaicError) -> None:
    """Store why there are no tokens, and erase the secrets. Does nothing if the row's status has changed."""
    ends = {UserDenied: PendingGrant.DENIED, RequestExpired: PendingGrant.EXPIRED}
    now = timezone.now()
    PendingGrant.objects.filter(pk=row.pk, status=row.status).update(
        status=ends.get(type(error), PendingGrant.FAILED),
        code="",
        answer="",
        answered_at=now,
        problem=str(error)[:500],
        delete_at=now + KEEP_RECORD,
    )


def _uncollectable_error(row: PendingGrant) -> MosaicError:
    if row.status == PendingGrant.COLLECTED:
        return MoveRefused("The tokens of this request were collected already. They can be collected only once.")
    if row.status == PendingGrant.DENIED:
        return UserDenied(row.problem)
    if row.status == PendingGrant.FAILED:
        return NoAccessToken(f"Client {row.client.name!r} got no tokens for this request: {row.problem}")
    return rules.expired_error()
