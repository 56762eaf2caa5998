"""One holder at a time for a row: every claim is a compare-and-set in the database, and ends by itself.

A process that is killed while it holds a row loses the claim at its end, and the next sweep takes over. A call to
Mosaic runs under a claim and outside any transaction. There are three kinds, by what the table records:

- ``claim``: the columns ``claim`` and ``claimed_until`` name the holder and the end.
- ``claim_due``: a due time moves to the end of the claim, where it makes the row due again.
- ``claim_once_in``: the time of the latest attempt; there is no holder, only one attempt in each interval.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.models.claims import is_free

RELEASED: dict[str, Any] = {"claim": None, "claimed_until": None}
"""The columns of a row that no one holds, for an update that also ends a claim."""

_CALL_MARGIN = 10.0

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Lease(Generic[_Row]):
    """The claim of one holder on one row; ``mark`` is what the row says while it has this holder."""

    model: type[_Row]
    pk: object
    mark: Q

    @property
    def held(self) -> QuerySet[_Row]:
        """The row, and nothing once another holder has taken over.

        A result is stored and the claim ended in one statement: ``held.update(**values, **RELEASED)``.
        """
        return self.model._default_manager.filter(self.mark, pk=self.pk)

    def renew(self, duration: timedelta) -> bool:
        """Hold the row for ``duration`` from now; False where another holder has taken over."""
        return bool(self.held.update(claimed_until=timezone.now() + duration))

    def release(self) -> bool:
        """End the claim; False where another holder has taken over."""
        return bool(self.held.update(**RELEASED))

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """A transaction in which no one can take the row over; False where another holder has done so before."""
        with transaction.atomic():
            yield self.held.select_for_update().exists()


def claim(
    model: type[_Row], pk: object, duration: timedelta, *, where: Q | None = None, take_over: bool = False
) -> Lease[_Row] | None:
    """Claim a row for ``duration``; None where another holds it or it does not match ``where``.

    ``take_over`` claims it from any holder, who finds out at its next ``renew``, ``writing`` or ``held``.
    """
    now, holder = timezone.now(), uuid.uuid4()
    condition = (where or Q()) & (Q() if take_over else is_free(now))
    rows = model._default_manager.filter(condition, pk=pk)
    return Lease(model, pk, Q(claim=holder)) if rows.update(claim=holder, claimed_until=now + duration) else None


def claim_due(
    model: type[_Row], pk: object, column: str, duration: timedelta, *, where: Q | None = None, **values: Any
) -> Lease[_Row] | None:
    """Claim a row whose ``column``, a due time or NULL, has come; None where it has not or ``where`` does not match.

    ``values`` are stored with the claim. The holder ends it by storing the next due time.
    """
    now = timezone.now()
    condition = (where or Q()) & _not_after(column, now)
    ends_at = now + duration
    rows = model._default_manager.filter(condition, pk=pk)
    return Lease(model, pk, Q(**{column: ends_at})) if rows.update(**{column: ends_at}, **values) else None


def claim_once_in(model: type[Model], pk: object, column: str, interval: timedelta) -> bool:
    """Record an attempt now in ``column``; False where the latest one is less than ``interval`` ago.

    A time further ahead than ``interval`` was stored by a clock that was wrong, and does not count.
    """
    now = timezone.now()
    condition = _not_after(column, now - interval) | Q(**{f"{column}__gt": now + interval})
    return bool(model._default_manager.filter(condition, pk=pk).update(**{column: now}))


def call_duration() -> timedelta:
    """How long a claim lasts that covers one call to Mosaic: longer than the call, whose total time is limited."""
    return timedelta(seconds=conf.current().TOTAL_TIMEOUT + _CALL_MARGIN)


def _not_after(column: str, moment: datetime) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": moment})
