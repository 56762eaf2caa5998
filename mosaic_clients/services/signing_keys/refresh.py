"""Mosaic's signing keys: the last good set, refreshed by the beat or on demand, never emptied by a failure.

No process asks twice in a cooldown about a kid that is absent from the set. One time for each environment records that,
not one for each kid, so that a flood of kids has nothing to fill, to evict or to poison.
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
"""Seconds that a request may spend on a fetch; the beat has TOTAL_TIMEOUT."""

NEGLECTED_AFTER = timedelta(seconds=300)
_LOOK_AT_FLIGHT = 0.25

logger = logging.getLogger("mosaic_clients.signing_keys")
_look_again: Slot[dict[UUID, float]] = register(Slot(dict))
"""Environment → the monotonic time before which this process does not look for new keys again."""

_wait_budgets: Slot[dict[UUID, WaitBudget]] = register(Slot(dict))


def usable(environment: Environment) -> SigningKeys:
    """The keys to verify with now, fetched first where there are none yet.

    Raises NoUsableSigningKeys where there are none, or they are too old to trust and cannot be renewed.
    """
    return run_autonomously(environment, lambda: _usable(environment))


def _usable(environment: Environment) -> SigningKeys:
    row = rows.row_of(environment)
    keys = rows.trusted(row)
    if keys is None:
        keys = refetch(environment)
    if keys is None:
        row.refresh_from_db()  # another process may have fetched them; if not, the row says why
        keys = rows.trusted(row)
    if keys is None:
        raise NoUsableSigningKeys(
            f"No usable signing keys of environment {environment.name!r}: {row.problem or 'none were fetched yet'}"
        )
    return keys


def refetch(environment: Environment, tried: SigningKeys | None = None) -> SigningKeys | None:
    """Other keys than those ``tried``, fetched unless any process has done so within the cooldown.

    Waits a moment where another process fetches just now. None where there are no other keys. Without ``tried``: the
    stored keys where they may be used, and None in between two looks at them.
    """
    if time.monotonic() < _look_again.value.get(environment.pk, float("-inf")):
        return None
    try:
        keys = run_autonomously(environment, lambda: _look(environment, tried))
    except DatabaseError:
        logger.exception("the database cannot be asked whether there are new signing keys")
        return None
    return None if keys == tried else keys


def _look(environment: Environment, tried: SigningKeys | None) -> SigningKeys | None:
    row = rows.row_of(environment)
    keys = rows.trusted(row)
    if keys is None or tried is None or keys == tried:
        keys = _fetch_or_wait(environment, row)
        _close(row)
    return keys


def refresh(environment: Environment) -> SigningKeys:
    """Fetch and store the set now; raises MosaicRefusal or a TransportError, which replace nothing."""
    row = rows.row_of(environment)
    SigningKeySet.objects.filter(pk=row.pk).update(attempted_at=timezone.now())
    return _fetch(environment, row, conf.current().limits)


def due(now: datetime) -> list[UUID]:
    """The environments whose keys are to be fetched: soon to go stale, never fetched, or failing and to be retried."""
    no_row = Q(signing_key_set__isnull=True)
    is_due = Q(signing_key_set__due_at__isnull=True) | Q(signing_key_set__due_at__lte=now)
    return list(Environment.objects.filter(no_row | is_due).values_list("pk", flat=True))


def refresh_due(environment: Environment) -> None:
    """Fetch and store the set if it is due and no other process does; raises as ``refresh``."""
    if rows.claim_due(row := rows.row_of(environment)):
        _fetch(environment, row, conf.current().limits)


def purge(environment: Environment, *, actor: str) -> SigningKeys:
    """Delete the keys of an environment, with every bearer that was verified with them, and fetch new ones.

    They are deleted also where the fetch fails; raises NoUsableSigningKeys then.
    """
    rows.forget(environment, actor=actor)
    _look_again.value.pop(environment.pk, None)
    try:
        return refresh(environment)
    except MosaicError as error:
        raise NoUsableSigningKeys(
            f"The signing keys of {environment.name} are forgotten, and fetching new ones failed: {error} "
            "Its tokens are answered 503 until a fetch succeeds; one is tried again by and by."
        ) from None


def is_neglected(row: SigningKeySet) -> bool:
    """Whether the keys are stale and no process has tried to renew them for a while: there seems to be no beat."""
    since = timezone.now() - NEGLECTED_AFTER
    return all(moment is not None and moment < since for moment in (row.fresh_until, row.attempted_at))


def renew_neglected(environment: Environment) -> bool:
    """Fetch keys that no beat renews, unless a process did so within the cooldown; True where fetched. Never waits."""
    try:
        return run_autonomously(environment, lambda: _fetched(environment, rows.row_of(environment)))
    except DatabaseError:
        logger.exception("neglected signing keys cannot be renewed")
        return False


def _fetch_or_wait(environment: Environment, row: SigningKeySet) -> SigningKeys | None:
    if _fetched(environment, row):
        return rows.trusted(row)
    row.refresh_from_db()
    budget = _wait_budgets.value.setdefault(environment.pk, WaitBudget(each=1.0, together=4.0))
    waiter = budget.waiter(row.attempted_at)
    while rows.is_in_flight(row) and waiter.wait():
        row.refresh_from_db()
    return rows.trusted(row)


def _fetched(environment: Environment, row: SigningKeySet) -> bool:
    """Whether this was the one fetch of the cooldown, whatever came of it; the row is as it is then."""
    if not rows.claim(row):
        return False
    limits = conf.current().limits
    quick = Limits(limits.connect, min(limits.read, ON_DEMAND_TOTAL), min(limits.total, ON_DEMAND_TOTAL))
    try:
        _fetch(environment, row, quick, on_demand=True)
    except MosaicError as error:
        logger.debug("signing keys of %s: the fetch came to nothing: %s", environment.name, error.code)
    return True


def _fetch(environment: Environment, row: SigningKeySet, limits: Limits, *, on_demand: bool = False) -> SigningKeys:
    """Ask, and store the answer. The caller has read the row and claimed the fetch.

    Reads the address after the row, so that keys of an address that the environment has left are not stored again.
    """
    environment = Environment.objects.get(pk=environment.pk)
    url, began = environment.endpoints.signing_keys, timezone.now()
    stored = rows.readable(row)
    tag = row.etag if stored is not None and row.fetched_from == url else ""
    try:
        answer = oidc.signing_keys(sessions.session(environment), url, entity_tag=tag, limits=limits)
    except MosaicError as error:
        rows.keep_failure(row, error, began=began, on_demand=on_demand)
        raise
    kept = rows.keep(row, answer, url, began=began)
    row.refresh_from_db()
    current = rows.trusted(row)
    if current is None:
        raise NoUsableSigningKeys(f"The signing keys of {environment.name} were purged during the fetch: ask again.")
    if kept and answer.keys is not None and answer.keys.skipped:
        logger.info("signing keys of %s: %d entries cannot be used", environment.name, answer.keys.skipped)
    return current


def _close(row: SigningKeySet) -> None:
    """Store until when this process does not look again: the end of the cooldown, and REREAD seconds at most."""
    row.refresh_from_db(fields=["attempted_at", "answered_at"])
    wait = conf.current().REREAD
    if rows.is_in_flight(row):
        wait = min(wait, _LOOK_AT_FLIGHT)
    elif row.attempted_at is not None:
        wait = min(wait, (row.attempted_at + core.COOLDOWN - timezone.now()).total_seconds())
    _look_again.value[row.environment_id] = time.monotonic() + wait
