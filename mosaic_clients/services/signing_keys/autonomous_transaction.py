"""Database work that stays committed when the request that asked for it rolls back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import connections, router

from mosaic_clients.models import Environment, SigningKeySet

_Result = TypeVar("_Result")


def run_autonomously(environment: Environment, work: Callable[[], _Result]) -> _Result:
    """Do ``work`` on a connection of its own where the request is one transaction (ATOMIC_REQUESTS).

    A refused bearer rolls the request back. With it would go the claim that keeps a flood from fetching again, and a
    claim in an open transaction would lock its row while Mosaic is asked.

    Does it on the request's connection where the transaction itself has added or changed the rows, as a TestCase does:
    another connection does not see the change, and would wait for its end. Also on SQLite, which has one writer.
    """
    alias = router.db_for_write(SigningKeySet)
    connection = connections[alias]
    if not connection.in_atomic_block or not connection.settings_dict["ATOMIC_REQUESTS"]:
        return work()
    if connection.vendor == "sqlite":
        return work()
    with ThreadPoolExecutor(1) as other:
        try:
            # Twice: another process may store an answer between the two reads.
            if any(other.submit(_rows, environment, alias).result() == _rows(environment, alias) for _ in range(2)):
                return other.submit(work).result()
        finally:
            other.submit(connections.close_all).result()  # those of the other thread
    return work()


def _rows(environment: Environment, alias: str) -> list[Mapping[str, Any]]:
    """The rows that the work reads and writes, as the connection of this thread sees them."""
    environments = Environment.objects.using(alias).filter(pk=environment.pk).values()
    return [*environments, *SigningKeySet.objects.using(alias).filter(environment=environment.pk).values()]
