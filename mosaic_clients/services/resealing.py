"""Reseals every secret with the first key of the ring, while the system runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Substr

from mosaic_clients import conf
from mosaic_clients.core.errors import SealingError
from mosaic_clients.fields import SealedTextField
from mosaic_clients.models.sealed import SealingModel

BATCH = 100


@dataclass(slots=True)
class Resealing:
    """The result of a run: the number of values resealed, and of those that cannot be unsealed, by reason."""

    resealed: int = 0
    left: Counter[str] = field(default_factory=Counter)


def reseal() -> Iterator[Resealing]:
    """Reseals batch by batch and yields the result so far after each.

    Each row has its own transaction, which locks nothing else, so that it cannot deadlock with a rotation. The next run
    continues a killed one: it reads only values that are not sealed with the first key. A value that cannot be unsealed
    is counted and left unchanged.
    """
    result = Resealing()
    for model, name in sealed_columns():
        after: UUID | None = None
        while ids := _next_batch(model, name, after):
            _reseal_batch(model, name, ids, result)
            after = ids[-1]
            yield result
    yield result


def sealed_columns() -> Iterator[tuple[type[SealingModel], str]]:
    """Every model and field with sealed values."""
    for model in apps.get_app_config("mosaic_clients").get_models():
        if issubclass(model, SealingModel):
            for column in model._meta.get_fields():
                if isinstance(column, SealedTextField):
                    yield model, column.name


def key_ids_in_use() -> set[str]:
    """The ids of the encryption keys that stored values need."""
    result: set[str] = set()
    for model, name in sealed_columns():
        key_ids = _values(model, name).annotate(key_id=Substr(name, 4, 12)).values_list("key_id", flat=True)
        result.update(key_ids.order_by().distinct())
    return result


def _values(model: type[SealingModel], name: str) -> QuerySet[SealingModel]:
    return model._default_manager.exclude(**{name: ""})


def _next_batch(model: type[SealingModel], name: str, after: UUID | None) -> list[UUID]:
    first = conf.current().key_ring.key_ids[0]
    rows = _values(model, name).exclude(**{f"{name}__startswith": f"v1.{first}."}).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.values_list("pk", flat=True)[:BATCH])


def _reseal_batch(model: type[SealingModel], name: str, ids: list[UUID], result: Resealing) -> None:
    for pk in ids:
        with transaction.atomic():
            row = _values(model, name).select_for_update().order_by().filter(pk=pk).first()
            if row is None:
                continue
            try:
                row.seal(name, row.unseal(name))
            except SealingError as error:
                result.left[str(error)] += 1
                continue
            row.save(update_fields=[name])
            result.resealed += 1
