"""Refreshes Mosaic's signing keys, by the beat or on demand. A failed fetch never removes the stored keys.

Unknown kids cause at most one fetch in each cooldown over all processes. One time for each environment records the
fetch, not one for each kid. So a flood of unknown kids cannot fill, evict or poison a cache.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError, NoUsableSigningKeys
from mosaic_clients.core.jose import jwks as core
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.services import sessions
from mosaic_clients.services.process_state import Slot, register
from mosaic_clients.services.signing_keys import store as rows
from mosaic_clients.services.signing_keys.autonomous_transaction import run_autonomously
from mosaic_clients.services.signing_keys.bounded_wait import WaitBudget
from mosaic_clients.transport import oidc
from mosaic_clients.transport.http import Limits

ON_DEMAND_TOTAL = 5.0
"""Seconds that a request may spend on a fetch. The beat may spend TOTAL_TIMEOUT."""

NEGLECTED_AFTER = timedelta(seconds=300)
_RECHECK_IN_FLIGHT = 0.25

logger = logging.getLogger("mosaic_clients.signing_keys")
_next_check: Slot[dict[UUID, float]] = register(Slot(dict))
"""Environment → the monotonic time of this process's next check for new keys."""

_wait_budgets: Slot[dict[UUID, WaitBudget]] = register(Slot(dict))


def usable_keys(environment: Environment) -> SigningKeys:
    """Return the keys to verify with. Fetches them if there are none yet.

    Raises NoUsableSigningKeys if there are none, or if they are too old to trust and cannot be renewed.
    """
    return run_autonomously(environment, lambda: _usable(environment))


def _usable(environment: Environment) -> SigningKeys:
    row = rows.row_of(environment)
    keys = rows.trusted_keys(row)
    if keys is None:
        keys = refetch(environment)
    if keys is None:
        row.refresh_from_db()  # another process may have fetched them; if not, the row has the reason
        keys = rows.trusted_keys(row)
    if keys is None:
        raise NoUsableSigningKeys(
            f"No usable signing keys of environment {environment.name!r}: {row.problem or 'none were fetched yet'}"
        )
    return keys


def refetch(environment: Environment, tried: SigningKeys | None = None) -> SigningKeys | None:
    """Return other keys than ``tried``, or None. Fetches them unless a process has done so within the cooldown.

    Waits a moment if another process is fetching now. Without ``tried``, returns the stored keys if they are usable.
    Returns None until the next check is due.
    """
    if time.monotonic() < _next_check.value.get(environment.pk, float("-inf")):
        return None
    try:
        keys = run_autonomously(environment, lambda: _check_for_new_keys(environment, tried))
    except DatabaseError:
        logger.exception("cannot read from the database whether there are new signing keys")
        return None
    return None if keys == tried else keys


def _check_for_new_keys(environment: Environment, tried: SigningKeys | None) -> SigningKeys | None:
    row = rows.row_of(environment)
    keys = rows.trusted_keys(row)
    if keys is None or tried is None or keys == tried:
        keys = _fetch_or_wait(environment, row)
        _schedule_next_check(row)
    return keys


def refresh(environment: Environment) -> SigningKeys:
    """Fetch and store the keys now. Raises MosaicRefusal or a TransportError; the stored keys then stay."""
    row = rows.row_of(environment)
    SigningKeySet.objects.filter(pk=row.pk).update(attempted_at=timezone.now())
    return _fetch(environment, row, conf.current().limits)


def due(now: datetime) -> list[UUID]:
    """Return the environments whose keys are due: soon stale, never fetched, or failed and due for a retry."""
    no_row = Q(signing_key_set__isnull=True)
    is_due = Q(signing_key_set__due_at__isnull=True) | Q(signing_key_set__due_at__lte=now)
    return list(Environment.objects.filter(no_row | is_due).values_list("pk", flat=True))


def refresh_due(environment: Environment) -> None:
    """Fetch and store the keys if they are due and no other process does. Raises like ``refresh``."""
    if rows.begin_due_fetch(row := rows.row_of(environment)):
        _fetch(environment, row, conf.current().limits)


def purge(environment: Environment, *, actor: str) -> SigningKeys:
    """Delete the keys of an environment and all bearers that were verified with them, and fetch new keys.

    If the fetch fails, raises NoUsableSigningKeys; the keys stay deleted.
    """
    rows.delete_keys(environment, actor=actor)
    _next_check.value.pop(environment.pk, None)
    try:
        return refresh(environment)
    except MosaicError as error:
        raise NoUsableSigningKeys(
            f"The signing keys of {environment.name} are deleted, and fetching new ones failed: {error} "
            "API requests with its tokens get 503 until a fetch succeeds; the next attempt follows automatically."
        ) from None


def is_neglected(row: SigningKeySet) -> bool:
    """Return whether the keys are stale and no process has tried to renew them lately: probably no beat is running."""
    limit = timezone.now() - NEGLECTED_AFTER
    return all(time_of is not None and time_of < limit for time_of in (row.fresh_until, row.attempted_at))


def renew_neglected(environment: Environment) -> bool:
    """Fetch keys that no beat renews. Returns False if a process did so within the cooldown. Never waits."""
    try:
        return run_autonomously(environment, lambda: _fetch_once(environment, rows.row_of(environment)))
    except DatabaseError:
        logger.exception("neglected signing keys cannot be renewed")
        return False


def _fetch_or_wait(environment: Environment, row: SigningKeySet) -> SigningKeys | None:
    if _fetch_once(environment, row):
        return rows.trusted_keys(row)
    row.refresh_from_db()
    budget = _wait_budgets.value.setdefault(environment.pk, WaitBudget(each=1.0, together=4.0))
    waiter = budget.waiter(row.attempted_at)
    while rows.is_in_flight(row) and waiter.wait():
        row.refresh_from_db()
    return rows.trusted_keys(row)


def _fetch_once(environment: Environment, row: SigningKeySet) -> bool:
    """Fetch unless any process has done so within the cooldown. Returns whether it tried, successfully or not."""
    if not rows.begin_fetch_on_demand(row):
        return False
    limits = conf.current().limits
    short_limits = Limits(limits.connect, min(limits.read, ON_DEMAND_TOTAL), min(limits.total, ON_DEMAND_TOTAL))
    try:
        _fetch(environment, row, short_limits, on_demand=True)
    except MosaicError as error:
        logger.debug("signing keys of %s: the fetch failed: %s", environment.name, error.code)
    return True


def _fetch(environment: Environment, row: SigningKeySet, limits: Limits, *, on_demand: bool = False) -> SigningKeys:
    """Fetch and store the keys. The caller has read the row and begun the fetch.

    Reads the address after the row, so that keys from a former address of the environment are not stored.
    """
    environment = Environment.objects.get(pk=environment.pk)
    url, started_at = environment.endpoints.signing_keys, timezone.now()
    stored = rows.stored_keys(row)
    tag = row.etag if stored is not None and row.fetched_from == url else ""
    try:
        answer = oidc.signing_keys(sessions.session(environment), url, entity_tag=tag, limits=limits)
    except MosaicError as error:
        rows.store_failure(row, error, started_at=started_at, on_demand=on_demand)
        raise
    is_stored = rows.store_answer(row, answer, url, started_at=started_at)
    row.refresh_from_db()
    current = rows.trusted_keys(row)
    if current is None:
        raise NoUsableSigningKeys(f"The signing keys of {environment.name} were purged during the fetch: try again.")
    if is_stored and answer.keys is not None and answer.keys.skipped:
        logger.info("signing keys of %s: %d entries cannot be used", environment.name, answer.keys.skipped)
    return current


def _schedule_next_check(row: SigningKeySet) -> None:
    """Set this process's next check: at the end of the cooldown, at most REREAD seconds from now."""
    row.refresh_from_db(fields=["attempted_at", "answered_at"])
    wait = conf.current().REREAD
    if rows.is_in_flight(row):
        wait = min(wait, _RECHECK_IN_FLIGHT)
    elif row.attempted_at is not None:
        wait = min(wait, (row.attempted_at + core.COOLDOWN - timezone.now()).total_seconds())
    _next_check.value[row.environment_id] = time.monotonic() + wait
