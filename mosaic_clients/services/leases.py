"""Leases on rows: at most one holder at a time. Every lease is a compare-and-set in the database, and it expires.

If a process is killed while it holds a row, its lease expires and the next sweep continues. A call to Mosaic runs under
a lease and outside any transaction. There are three kinds, depending on the columns of the table:

- ``acquire``: the columns ``claim`` and ``claimed_until`` store the holder and the expiry.
- ``acquire_due``: the due time is set to the expiry of the lease, when the row becomes due again.
- ``record_attempt``: the time of the latest attempt is stored. There is no holder, only one attempt in each interval.
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
from mosaic_clients.models.leases import is_free

RELEASED: dict[str, Any] = {"claim": None, "claimed_until": None}
"""The column values of a row without a holder, for an update that also ends a lease."""

_CALL_MARGIN = 10.0

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Lease(Generic[_Row]):
    """The hold of one process on one row. The row matches ``mark`` while it has this holder."""

    model: type[_Row]
    pk: object
    mark: Q

    @property
    def queryset(self) -> QuerySet[_Row]:
        """The row, or empty after another holder has taken over.

        ``queryset.update(**values, **RELEASED)`` stores a result and ends the lease in one statement.
        """
        return self.model._default_manager.filter(self.mark, pk=self.pk)

    def renew(self, duration: timedelta) -> bool:
        """Hold the row for ``duration`` from now. Returns False if another holder has taken over."""
        return bool(self.queryset.update(claimed_until=timezone.now() + duration))

    def release(self) -> bool:
        """End the lease. Returns False if another holder has taken over."""
        return bool(self.queryset.update(**RELEASED))

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """Open a transaction in which the row stays locked. Yields False if another holder has taken over before."""
        with transaction.atomic():
            yield self.queryset.select_for_update().exists()


def acquire(
    model: type[_Row], pk: object, duration: timedelta, *, where: Q | None = None, take_over: bool = False
) -> Lease[_Row] | None:
    """Hold a row for ``duration``. Returns None if another process holds it or it does not match ``where``.

    With ``take_over``, also takes a held row. The previous holder notices at its next ``renew``, ``release``,
    ``writing`` or ``queryset``.
    """
    now, holder = timezone.now(), uuid.uuid4()
    condition = (where or Q()) & (Q() if take_over else is_free(now))
    rows = model._default_manager.filter(condition, pk=pk)
    return Lease(model, pk, Q(claim=holder)) if rows.update(claim=holder, claimed_until=now + duration) else None


def acquire_due(
    model: type[_Row], pk: object, column: str, duration: timedelta, *, where: Q | None = None, **values: Any
) -> Lease[_Row] | None:
    """Hold a row that is due: ``column`` is NULL or past. Returns None if it is not due or does not match ``where``.

    ``values`` are stored with the lease. The holder ends it by storing the next due time.
    """
    now = timezone.now()
    condition = (where or Q()) & _not_after(column, now)
    ends_at = now + duration
    rows = model._default_manager.filter(condition, pk=pk)
    return Lease(model, pk, Q(**{column: ends_at})) if rows.update(**{column: ends_at}, **values) else None


def record_attempt(model: type[Model], pk: object, column: str, interval: timedelta) -> bool:
    """Record an attempt now in ``column``. Returns False if the latest one is less than ``interval`` ago.

    A stored time more than ``interval`` in the future comes from a wrong clock and is ignored.
    """
    now = timezone.now()
    condition = _not_after(column, now - interval) | Q(**{f"{column}__gt": now + interval})
    return bool(model._default_manager.filter(condition, pk=pk).update(**{column: now}))


def call_duration() -> timedelta:
    """Return the duration of a lease that covers one call to Mosaic: the call's time limit and a margin."""
    return timedelta(seconds=conf.current().TOTAL_TIMEOUT + _CALL_MARGIN)


def _not_after(column: str, moment: datetime) -> Q:
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": moment})
