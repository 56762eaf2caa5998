"""The rows of signing keys: claim a fetch over all processes, store what Mosaic answered, store what went wrong."""

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
    """The row of an environment; created where there is none."""
    row, _ = SigningKeySet.objects.get_or_create(environment=environment)
    return row


def trusted(row: SigningKeySet) -> SigningKeys | None:
    """The stored keys, or None where there are none, they are past their hard stop, or they cannot be read."""
    if row.fetched_at is None or not core.are_trusted(row.fetched_at, now=timezone.now()):
        return None
    return readable(row)


def readable(row: SigningKeySet) -> SigningKeys | None:
    """The stored keys, however old, or None where there are none or the column holds something else."""
    try:
        return parsed(row.key_set) if row.key_set else None
    except MosaicError:
        logger.exception("the stored signing keys cannot be read and will be fetched again")
        return None


@register_cache
@lru_cache(maxsize=64)
def parsed(key_set: str) -> SigningKeys:
    """The keys of a stored set; the same object for the same text while it is cached, because parsing is slow.

    Raises AnswerUnusable where the text is not a key set.
    """
    return core.parse_signing_keys(key_set.encode())


def claim(row: SigningKeySet) -> bool:
    """Claim the one fetch of this cooldown, over all processes."""
    return leases.claim_once_in(SigningKeySet, row.pk, "attempted_at", core.COOLDOWN)


def claim_due(row: SigningKeySet) -> bool:
    """Claim the fetch that is due. Fetches on demand leave ``due_at`` alone, and this one leaves their claim alone.

    So a flood of requests that claims every fetch on demand never delays the beat's. Should this worker be killed, the
    next sweep takes over when its fetch would have ended.
    """
    attempted_at = timezone.now()
    lease = leases.claim_due(SigningKeySet, row.pk, "due_at", leases.call_duration(), attempted_at=attempted_at)
    return lease is not None


def is_in_flight(row: SigningKeySet) -> bool:
    """Whether a process fetches now; one that was killed counts as long as a fetch may last."""
    if row.attempted_at is None or (row.answered_at is not None and row.answered_at >= row.attempted_at):
        return False
    return timezone.now() - row.attempted_at < timedelta(seconds=conf.current().TOTAL_TIMEOUT)


def keep(row: SigningKeySet, answer: KeySetAnswer, url: str, *, began: datetime) -> bool:
    """Store the answer to a fetch; False where a newer fetch or a purge has overtaken it."""
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
        SigningKeySet.objects.filter(condition, _not_overtaken(began), pk=row.pk, generation=row.generation).update(
            **values,
            fetched_at=began,
            fresh_until=began + answer.lifetime,
            due_at=began + refresh_after(answer.lifetime),
            answered_at=timezone.now(),
            failing_since=None,
            problem="",
        )
    )


def keep_failure(row: SigningKeySet, error: MosaicError, *, began: datetime, on_demand: bool) -> None:
    """Store why a fetch failed, and when the beat tries again; the keys stay as they are."""
    now, since = timezone.now(), row.failing_since or began
    logger.warning("signing keys of %s: %s: %s", row.environment.name, error.code, str(error))
    due_at = now + wait_after_failure(now - since, retry_after=getattr(error, "retry_after", None))
    if on_demand:  # the beat waits longer than a request, and has its own times to try
        due_at = row.due_at if row.failing_since and row.due_at else now
    SigningKeySet.objects.filter(_not_overtaken(began), pk=row.pk).update(
        answered_at=now, failing_since=since, due_at=due_at, problem=str(error)[:500]
    )


def forget(environment: Environment, *, actor: str) -> None:
    """Drop the keys of an environment and whatever is known of them; a fetch that has begun is not stored any more."""
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
        detail = f"forgot {', '.join(row.kids)}" if row.kids else "there were none"
        events.record("signing_keys_purged", actor=actor, environment=environment, detail=detail)


@contextmanager
def forgotten_where_moved(environment: Environment, *, actor: str) -> Iterator[Environment]:
    """A change of an environment in one transaction: keys of another place, or for other issuers, are forgotten.

    Yields the row as it is stored, locked. Raises ConfigurationError where its addresses are of no use.
    """
    with transaction.atomic():
        before = Environment.objects.select_for_update().get(pk=environment.pk)
        yield before
        after = Environment.objects.get(pk=environment.pk)
        if _vouched(before) != _vouched(after):
            with events.because("their address or the issuers have changed"):
                forget(after, actor=actor)


def _vouched(environment: Environment) -> tuple[str, frozenset[str]]:
    """Where the keys come from, and whose tokens they verify."""
    return environment.endpoints.signing_keys, frozenset(environment.issuers)


def _not_overtaken(began: datetime) -> Q:
    """No good fetch began later; one that seems to lie in the future was stored by a clock that was wrong."""
    return Q(fetched_at__isnull=True) | Q(fetched_at__lte=began) | Q(fetched_at__gt=timezone.now() + core.COOLDOWN)
