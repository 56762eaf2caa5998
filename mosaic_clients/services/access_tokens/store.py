"""The rows of access tokens: claim one, keep what Mosaic answered, keep what went wrong."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.oauth.token_renewal import renew_after, wait_after_failure
from mosaic_clients.core.rotation.lifecycle import USABLE, CredentialStatus
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services.clients.problems import note_problem


def claim(token_id: uuid.UUID, *, force: bool) -> AccessToken | None:
    """Claim a row for one refresh by compare-and-set; None where it is not due (unless forced) or somebody has it."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    if not force:
        free &= Q(due_at__lte=now)
    owner = uuid.uuid4()
    # The claim outlasts the call, whose total time is limited.
    until = now + timedelta(seconds=conf.current().TOTAL_TIMEOUT + 10)
    if not AccessToken.objects.filter(free, pk=token_id).update(claim=owner, claimed_until=until):
        return None
    return AccessToken.objects.select_related("client__environment").get(pk=token_id)


def release(row: AccessToken) -> None:
    """End a claim that came to nothing, so that nobody waits for it."""
    _owned(row).update(claim=None, claimed_until=None)


def keep_claimed(
    row: AccessToken, credential: Credential, answer: TokenAnswer, *, asked_at: datetime, actor: str
) -> None:
    """Store the token that a claimed row was refreshed with, unless somebody else has the row by now."""
    with transaction.atomic():
        # The walk may have gone on during the call: an ended credential's token is dropped, a retiring one's is due.
        # Unordered: an ordering by the client's name would join and lock the client, after the credential.
        held = Credential.objects.select_for_update().order_by().filter(pk=credential.pk).first()
        if held is not None and held.state in USABLE:
            keep(row, held, answer, asked_at=asked_at, claimed=True)
        else:
            values = {"value": "", "credential": None, "expires_at": None, "due_at": timezone.now()}
            _owned(row).update(**values, claim=None, claimed_until=None)
    note_lifetime(row.client, timedelta(seconds=answer.expires_in))  # locks the client: not with the credential held
    other = AccessToken.objects.filter(client=row.client).exclude(problem="").first()
    note_problem(row.client, other.problem if other else "", now=timezone.now(), actor=actor)


def keep(
    row: AccessToken, credential: Credential, answer: TokenAnswer, *, asked_at: datetime, claimed: bool = False
) -> None:
    """Store a token with the credential it is bound to; any claim on the row ends, and its late answer is dropped.

    Its life counts from when it was asked for: it began no earlier. ``claimed`` keeps it only while the row still has
    the claim it was read with. Runs in the caller's transaction; ``note_lifetime`` is the caller's, too.
    """
    now, lifetime = timezone.now(), timedelta(seconds=answer.expires_in)
    renew_at = asked_at + renew_after(lifetime, jitter=random.random())  # noqa: S311 - spreads load, guards nothing
    row.seal("value", answer.access_token)
    (_owned(row) if claimed else AccessToken.objects.filter(pk=row.pk)).update(
        value=row.value,
        credential=credential,
        scope=answer.scope,
        obtained_at=now,
        expires_at=asked_at + lifetime,
        due_at=renew_at if credential.state is CredentialStatus.ACTIVE else now,
        claim=None,
        claimed_until=None,
        failures=0,
        problem="",
    )
    Credential.objects.filter(pk=credential.pk).update(last_used_at=now)


def note_lifetime(client: Client, lifetime: timedelta) -> None:
    """Remember the longest life of a token, a user's too: so long a retired certificate must stay published."""
    if client.longest_token < lifetime:
        Client.objects.filter(pk=client.pk, longest_token__lt=lifetime).update(longest_token=lifetime)


def keep_failure(row: AccessToken, error: MosaicError, *, actor: str) -> None:
    """Store why a claimed row was not refreshed, and when to try again.

    One that Mosaic refuses and never gave a token for, and that is not the client's own, goes: whoever asked is told,
    and nobody need ask again and again for what was a mistake.
    """
    now = timezone.now()
    if row.resource != row.client.resource and row.obtained_at is None and not error.retryable:
        _owned(row).delete()
        return
    failures = min(row.failures + 1, 1000)
    wait = wait_after_failure(
        failures,
        retryable=error.retryable,
        retry_after=getattr(error, "retry_after", None),
        jitter=random.random(),  # noqa: S311 - spreads load, guards nothing
    )
    _owned(row).update(due_at=now + wait, claim=None, claimed_until=None, failures=failures, problem=str(error)[:500])
    note_problem(row.client, str(error), now=now, actor=actor)


def _owned(row: AccessToken) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(pk=row.pk, claim=row.claim)


def access_token_row(client: Client, resource: str, *, now: datetime) -> AccessToken:
    """The row that holds a client's token for a resource, made (due at once) where there is none yet."""
    row, _ = AccessToken.objects.get_or_create(client=client, resource=resource, defaults={"due_at": now})
    return row
