"""Access tokens: lists those that are due, refreshes one, reads one.

A refresh leases its row by compare-and-set, so that only one of many workers, threads and retries asks Mosaic.
The call itself runs outside any transaction.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError, NoAccessToken, ParameterRefused
from mosaic_clients.core.oauth.request_parameters import is_resource
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.oauth.token_binding import require_bound_to
from mosaic_clients.models import AccessToken, Client, Credential
from mosaic_clients.services import events, retrying
from mosaic_clients.services.access_tokens import store as token_store
from mosaic_clients.services.access_tokens.client_session import active_credential, authenticated_call
from mosaic_clients.services.access_tokens.store import access_token_row
from mosaic_clients.transport import oidc
from mosaic_clients.transport.http import Limits

_POLL_INTERVAL = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class LiveAccessToken:
    """A token that can be used now. ``value`` goes into ``Authorization: Bearer``; ``expires_at`` is aware."""

    value: str = field(repr=False)
    expires_at: datetime
    scope: str
    credential: Credential = field(repr=False)


def due(now: datetime) -> list[uuid.UUID]:
    """The ids of the rows to refresh now."""
    return list(AccessToken.objects.due(now).values_list("pk", flat=True))


@sensitive_variables()
def refresh(token_id: uuid.UUID, *, actor: str, force: bool = False, is_waited_for: bool = False) -> None:
    """Refreshes one token if it is due, or ``force`` is True, and no other process is refreshing it.

    If ``is_waited_for``, a temporary failure is retried within the limits of one call; else by the next sweep.

    A failure is stored with the time of the next try and raised: MosaicRefusal, a TransportError, MoveRefused where
    the client has no active credential. The current token stays in use while it is alive.
    """
    row = token_store.acquire(token_id, force=force)
    if row is None:
        return
    try:
        credential, requested_at = active_credential(row.client), timezone.now()
        answer = _obtain_for(row, credential, is_waited_for=is_waited_for)
        token_store.store_leased_token(row, credential, answer, asked_at=requested_at, actor=actor)
    except MosaicError as error:
        token_store.store_failure(row, error, actor=actor)
        raise
    except BaseException:  # any error: other processes must not wait for the lease to end
        token_store.release(row)
        raise


@sensitive_variables()
def current(client: Client, resource: str | None = None, *, force: bool = False, refused: str = "") -> LiveAccessToken:
    """A token of ``client`` for ``resource`` (the client's own where None), fetched once for all concurrent callers.

    ``force`` fetches a new token even if the stored one is alive. ``refused`` is a token that a resource refused, so
    that another one is needed; none is fetched before the next try after a failure. Raises ParameterRefused for an
    invalid resource, NoAccessToken, or what ``refresh`` raises.
    """
    called_at = timezone.now()
    wanted = client.resource if resource is None else resource
    if wanted and not is_resource(wanted):
        raise ParameterRefused("Not a valid resource. Give an absolute URI without a fragment.")
    deadline = time.monotonic() + conf.current().TOTAL_TIMEOUT
    while True:
        row = _read(client, wanted)
        is_other = not force and _is_other(row, refused)
        if row.due_at <= timezone.now() or not is_other:
            if refused and row.failures and row.due_at > timezone.now():
                raise _none(row)
            _refresh_unless_alive(row, force=not is_other)
            row = _read(client, wanted)
        now = timezone.now()
        force = force and (
            row.obtained_at is None or row.obtained_at < called_at
        )  # a refresh by another process counts
        if row.is_alive(now) and not force and _is_other(row, refused):
            return _live(row)
        if row.claimed_until is None or row.claimed_until <= now or time.monotonic() > deadline:
            raise _none(row)
        time.sleep(_POLL_INTERVAL)  # another process is fetching it


def _is_other(row: AccessToken, refused: str) -> bool:
    return not refused or not row.value or row.unseal("value") != refused


def _read(client: Client, resource: str) -> AccessToken:
    """The row with its credential, in one query where it exists: every request of every caller reads it."""
    rows = AccessToken.objects.select_related("credential", "client__environment")
    row = rows.filter(client=client, resource=resource).first()
    return row or rows.get(pk=access_token_row(client, resource, now=timezone.now()).pk)


def _refresh_unless_alive(row: AccessToken, *, force: bool) -> None:
    is_waited_for = force or not row.is_alive(timezone.now())
    try:
        refresh(row.pk, actor=events.WORKER, force=force, is_waited_for=is_waited_for)
    except MosaicError:
        stored = AccessToken.objects.filter(pk=row.pk).first()
        if force or stored is None or not stored.is_alive(timezone.now()):
            raise


@sensitive_variables()
def _obtain_for(row: AccessToken, credential: Credential, *, is_waited_for: bool) -> TokenAnswer:
    if not is_waited_for:
        return obtain(row.client, credential, row.resource)
    return retrying.call_with_retries(
        lambda limits: obtain(row.client, credential, row.resource, limits=limits),
        limits=conf.current().limits,
        is_idempotent=True,  # an unused second token does no harm
    )


def obtain(client: Client, credential: Credential, resource: str, *, limits: Limits | None = None) -> TokenAnswer:
    """Requests a token with one credential's certificate; stores nothing. ``limits`` default to the settings.

    Raises MosaicRefusal, a TransportError, or AnswerUnusable for a token that is not bound as expected.
    """
    call = authenticated_call(client, credential)
    answer = oidc.client_credentials(
        call.session, call.endpoints.token, client_id=call.client_id, resource=resource, limits=limits or call.limits
    )
    require_bound_to(answer.access_token, credential.x5t_s256, binding_expected=client.bound)
    return answer


def _live(row: AccessToken) -> LiveAccessToken:
    if row.expires_at is None or row.credential is None:
        raise _none(row)
    row.credential.client = row.client  # already read with the row, with its environment
    return LiveAccessToken(row.unseal("value"), row.expires_at, row.scope, row.credential)


def _none(row: AccessToken) -> NoAccessToken:
    reason = row.problem or "it is being fetched; try again"
    error = NoAccessToken(f"Client {row.client.name!r} has no access token: {reason}")
    error.retry_after = max((row.due_at - timezone.now()).total_seconds(), 0.0) if row.failures else None
    return error
