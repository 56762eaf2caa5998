"""The rows of signing keys: claim a fetch over all processes, keep what Mosaic answered, keep what went wrong."""

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
from mosaic_clients.services import events
from mosaic_clients.services.process_state import register_cache

logger = logging.getLogger("mosaic_clients.signing_keys")


def row_of(environment: Environment) -> SigningKeySet:
    """The row of an environment, made where there is none."""
    row, _ = SigningKeySet.objects.get_or_create(environment=environment)
    return row


def trusted(row: SigningKeySet) -> SigningKeys | None:
    """The stored keys, or None where there are none, they are past their hard stop, or they cannot be read."""
    if row.fetched_at is None or not core.are_trusted(row.fetched_at, now=timezone.now()):
        return None
    return readable(row)


def readable(row: SigningKeySet) -> SigningKeys | None:
    """The stored keys, however old, or None where there are none or somebody else has written junk there."""
    try:
        return parsed(row.key_set) if row.key_set else None
    except MosaicError:
        logger.exception("the stored signing keys cannot be read and will be fetched anew")
        return None


@register_cache
@lru_cache(maxsize=64)
def parsed(key_set: str) -> SigningKeys:
    """A stored set read again; the same object for the same text while it is remembered, for reading takes its time.

    Raises AnswerUnusable where it is none.
    """
    return core.parse_signing_keys(key_set.encode())


def claim(row: SigningKeySet) -> bool:
    """Win the one fetch of this cooldown, over all processes, by compare-and-set."""
    now = timezone.now()
    over = Q(attempted_at__isnull=True) | Q(attempted_at__lte=now - core.COOLDOWN)
    over |= Q(attempted_at__gt=now + core.COOLDOWN)  # the clock was set back: that is not to last
    return bool(SigningKeySet.objects.filter(over, pk=row.pk).update(attempted_at=now))


def claim_due(row: SigningKeySet) -> bool:
    """Win the fetch that is due, by compare-and-set. Fetches on demand have no part in ``due_at``, nor this in theirs.

    So a flood that wins every fetch of its own never takes the beat's away.
    """
    now = timezone.now()
    is_due = Q(due_at__isnull=True) | Q(due_at__lte=now)
    # Should this worker die, the next sweep takes over when its fetch would have ended.
    until = now + timedelta(seconds=conf.current().TOTAL_TIMEOUT + 10)
    return bool(SigningKeySet.objects.filter(is_due, pk=row.pk).update(attempted_at=now, due_at=until))


def is_in_flight(row: SigningKeySet) -> bool:
    """Whether some process fetches now; one that died is taken for fetching as long as a fetch may last."""
    if row.attempted_at is None or (row.answered_at is not None and row.answered_at >= row.attempted_at):
        return False
    return timezone.now() - row.attempted_at < timedelta(seconds=conf.current().TOTAL_TIMEOUT)


def keep(row: SigningKeySet, answer: KeySetAnswer, url: str, *, began: datetime) -> bool:
    """Store an answer to a fetch that began then; False where it was overtaken by a newer one, or by a purge."""
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
    logger.warning("signing keys of %s: %s: %s", row.environment.name, error.code, error.description)
    due_at = now + wait_after_failure(now - since, retry_after=getattr(error, "retry_after", None))
    if on_demand:  # the beat has more patience than a request, and its own times to try
        due_at = row.due_at if row.failing_since and row.due_at else now
    SigningKeySet.objects.filter(_not_overtaken(began), pk=row.pk).update(
        answered_at=now, failing_since=since, due_at=due_at, problem=error.description[:500]
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
