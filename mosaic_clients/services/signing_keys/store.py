"""The rows of signing keys: one fetch over all processes, store Mosaic's answer, store a failure."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.jose import jwks as core
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.core.jose.jwks_caching import KeySetAnswer, refresh_after, wait_after_failure
from mosaic_clients.models import Environment, SigningKeySet
from mosaic_clients.services import events, leases
from mosaic_clients.services.process_state import register_cache

logger = logging.getLogger("mosaic_clients.signing_keys")


def row_of(environment: Environment) -> SigningKeySet:
    """Return the row of an environment. Creates it if there is none."""
    row, _ = SigningKeySet.objects.get_or_create(environment=environment)
    return row


def trusted_keys(row: SigningKeySet) -> SigningKeys | None:
    """Return the stored keys, or None if there are none, they are past their hard stop, or they cannot be read."""
    if row.fetched_at is None or not core.are_trusted(row.fetched_at, now=timezone.now()):
        return None
    return stored_keys(row)


def stored_keys(row: SigningKeySet) -> SigningKeys | None:
    """Return the stored keys of any age, or None if there are none or they cannot be read."""
    try:
        return parse_stored_keys(row.key_set) if row.key_set else None
    except MosaicError:
        logger.exception("the stored signing keys cannot be read and will be fetched again")
        return None


@register_cache
@lru_cache(maxsize=64)
def parse_stored_keys(key_set: str) -> SigningKeys:
    """Return the keys of a stored set. Results are cached, because parsing is slow.

    Raises AnswerUnusable if the text is not a key set.
    """
    return core.parse_signing_keys(key_set.encode())


def begin_fetch_on_demand(row: SigningKeySet) -> bool:
    """Begin the only fetch of this cooldown, over all processes. Returns False if another process has begun one."""
    return leases.record_attempt(SigningKeySet, row.pk, "attempted_at", core.COOLDOWN)


def begin_due_fetch(row: SigningKeySet) -> bool:
    """Begin the beat's fetch. Returns False if it is not due or another process has begun it.

    Fetches on demand do not change ``due_at``, and their cooldown does not apply here, so a flood of requests never
    delays this fetch. If this worker is killed, the next sweep continues when the lease expires.
    """
    attempted_at = timezone.now()
    lease = leases.acquire_due(SigningKeySet, row.pk, "due_at", leases.call_duration(), attempted_at=attempted_at)
    return lease is not None


def is_in_flight(row: SigningKeySet) -> bool:
    """Return whether a process is fetching now. A killed process counts until its time limit is over."""
    if row.attempted_at is None or (row.answered_at is not None and row.answered_at >= row.attempted_at):
        return False
    return timezone.now() - row.attempted_at < timedelta(seconds=conf.current().TOTAL_TIMEOUT)


def store_answer(row: SigningKeySet, answer: KeySetAnswer, url: str, *, started_at: datetime) -> bool:
    """Store the answer to a fetch. Returns False if a newer fetch or a purge has replaced it."""
    values: dict[str, object] = {"etag": answer.entity_tag}
    condition = Q(etag=row.etag)
    if answer.keys is not None:
        values |= {
            "key_set": answer.keys.dump(),
            "kids": [key.kid for key in answer.keys.keys if key.kid],
            "fetched_from": url[:500],
        }
        condition = Q()
    return bool(
        SigningKeySet.objects.filter(
            condition, _not_overtaken(started_at), pk=row.pk, generation=row.generation
        ).update(
            **values,
            fetched_at=started_at,
            fresh_until=started_at + answer.lifetime,
            due_at=started_at + refresh_after(answer.lifetime),
            answered_at=timezone.now(),
            failing_since=None,
            problem="",
        )
    )


def store_failure(row: SigningKeySet, error: MosaicError, *, started_at: datetime, on_demand: bool) -> None:
    """Store why a fetch failed, and when the beat tries again. Keeps the keys."""
    now, since = timezone.now(), row.failing_since or started_at
    logger.warning("signing keys of %s: %s: %s", row.environment.name, error.code, str(error))
    due_at = now + wait_after_failure(now - since, retry_after=getattr(error, "retry_after", None))
    if on_demand:  # the beat's fetch has longer time limits than a request, and its own schedule
        due_at = row.due_at if row.failing_since and row.due_at else now
    SigningKeySet.objects.filter(_not_overtaken(started_at), pk=row.pk).update(
        answered_at=now, failing_since=since, due_at=due_at, problem=str(error)[:500]
    )


def delete_keys(environment: Environment, *, actor: str) -> None:
    """Delete the keys of an environment and their metadata. The answer to a running fetch will not be stored."""
    row = row_of(environment)
    with transaction.atomic():
        SigningKeySet.objects.filter(pk=row.pk).update(
            key_set="",
            kids=[],
            etag="",
            fetched_from="",
            fetched_at=None,
            fresh_until=None,
            due_at=None,
            attempted_at=None,
            answered_at=None,
            failing_since=None,
            problem="",
            generation=F("generation") + 1,
        )
        detail = f"deleted {', '.join(row.kids)}" if row.kids else "no keys were stored"
        events.record("signing_keys_purged", actor=actor, environment=environment, detail=detail)


@contextmanager
def environment_change(environment: Environment, *, actor: str) -> Iterator[Environment]:
    """Open a transaction for a change of an environment. Forgets the keys if their address or the issuers change.

    Yields the stored row, locked. Raises ConfigurationError if its addresses are invalid.
    """
    with transaction.atomic():
        before = Environment.objects.select_for_update().get(pk=environment.pk)
        yield before
        after = Environment.objects.get(pk=environment.pk)
        if _key_origin(before) != _key_origin(after):
            with events.reason("their address or the issuers have changed"):
                delete_keys(after, actor=actor)


def _key_origin(environment: Environment) -> tuple[str, frozenset[str]]:
    """Return the address of the keys, and the issuers whose tokens they verify."""
    return environment.endpoints.signing_keys, frozenset(environment.issuers)


def _not_overtaken(started_at: datetime) -> Q:
    """Match rows without a later successful fetch. A time in the future comes from a wrong clock and is ignored."""
    return Q(fetched_at__isnull=True) | Q(fetched_at__lte=started_at) | Q(fetched_at__gt=timezone.now() + core.COOLDOWN)
