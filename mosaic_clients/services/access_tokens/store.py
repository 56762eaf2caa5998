"""The rows of access tokens: lease a row, store Mosaic's answer, store a failure."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.oauth.token_renewal import renew_after, wait_after_failure
from mosaic_clients.core.rotation.lifecycle import USABLE, CredentialStatus
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services import leases
from mosaic_clients.services.clients.problems import note_problem
from mosaic_clients.services.leases import Lease


def acquire(token_id: uuid.UUID, *, force: bool) -> AccessToken | None:
    """Lease a row for one refresh. Returns None if it is not due (unless forced) or another process refreshes it."""
    is_due = None if force else Q(due_at__lte=timezone.now())
    if leases.acquire(AccessToken, token_id, leases.call_duration(), where=is_due) is None:
        return None
    return AccessToken.objects.select_related("client__environment").get(pk=token_id)


def release(row: AccessToken) -> None:
    """End a lease without a result, so that no other process waits for it."""
    _lease(row).release()


def store_leased_token(
    row: AccessToken, credential: Credential, answer: TokenAnswer, *, asked_at: datetime, actor: str
) -> None:
    """Store the new token of a leased row, unless another process has taken the row over since."""
    with transaction.atomic():
        # A rotation may have continued during the call. The token of an ended credential is dropped, and that of a
        # retiring one is due.
        # Unordered: an ordering by the client's name would join and lock the client, after the credential.
        current = Credential.objects.select_for_update().order_by().filter(pk=credential.pk).first()
        if current is not None and current.state in USABLE:
            store_token(row, current, answer, asked_at=asked_at, leased=True)
        else:
            values = {"value": "", "credential": None, "expires_at": None, "due_at": timezone.now()}
            _lease(row).queryset.update(**values, **leases.RELEASED)
    note_lifetime(
        row.client, timedelta(seconds=answer.expires_in)
    )  # locks the client, so the credential must not be locked
    other = AccessToken.objects.filter(client=row.client).exclude(problem="").first()
    note_problem(row.client, other.problem if other else "", now=timezone.now(), actor=actor)


def store_token(
    row: AccessToken, credential: Credential, answer: TokenAnswer, *, asked_at: datetime, leased: bool = False
) -> None:
    """Store a token with the credential that it is bound to. Ends any lease on the row, so a late answer is dropped.

    The token's lifetime counts from ``asked_at``, when the request was sent. With ``leased``, stores it only while the
    row still has the lease that it was read with. Runs in the caller's transaction. The caller also calls
    ``note_lifetime``.
    """
    now, lifetime = timezone.now(), timedelta(seconds=answer.expires_in)
    renew_at = asked_at + renew_after(lifetime, jitter=random.random())  # noqa: S311 - spreads load, guards nothing
    row.seal("value", answer.access_token)
    (_lease(row).queryset if leased else AccessToken.objects.filter(pk=row.pk)).update(
        value=row.value,
        credential=credential,
        scope=answer.scope,
        obtained_at=now,
        expires_at=asked_at + lifetime,
        due_at=renew_at if credential.state is CredentialStatus.ACTIVE else now,
        failures=0,
        problem="",
        **leases.RELEASED,
    )
    Credential.objects.filter(pk=credential.pk).update(last_used_at=now)


def note_lifetime(client: Client, lifetime: timedelta) -> None:
    """Store the longest lifetime of a token, also of users' tokens: a retired certificate stays published that long."""
    if client.longest_token < lifetime:
        Client.objects.filter(pk=client.pk, longest_token__lt=lifetime).update(longest_token=lifetime)


def store_failure(row: AccessToken, error: MosaicError, *, actor: str) -> None:
    """Store why a leased row was not refreshed, and when to try again.

    Deletes a row for another resource than the client's default, if Mosaic refuses it and it never had a token. The
    caller gets the refusal, and the sweep does not repeat the mistake.
    """
    now = timezone.now()
    if row.resource != row.client.resource and row.obtained_at is None and not error.retryable:
        _lease(row).queryset.delete()
        return
    failures = min(row.failures + 1, 1000)
    wait = wait_after_failure(
        failures,
        retryable=error.retryable,
        retry_after=getattr(error, "retry_after", None),
        jitter=random.random(),  # noqa: S311 - spreads load, guards nothing
    )
    _lease(row).queryset.update(due_at=now + wait, failures=failures, problem=str(error)[:500], **leases.RELEASED)
    note_problem(row.client, str(error), now=now, actor=actor)


def _lease(row: AccessToken) -> Lease[AccessToken]:
    """Return the lease that a row was read with."""
    return Lease(AccessToken, row.pk, Q(claim=row.claim))


def access_token_row(client: Client, resource: str, *, now: datetime) -> AccessToken:
    """Return the row of a client's token for a resource. Creates it, due immediately, if there is none."""
    row, _ = AccessToken.objects.get_or_create(client=client, resource=resource, defaults={"due_at": now})
    return row
