"""Runs database work that stays committed even if the request rolls back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import connections, router

from mosaic_clients.models import Environment, SigningKeySet

_Result = TypeVar("_Result")


def run_autonomously(environment: Environment, work: Callable[[], _Result]) -> _Result:
    """Run ``work`` on a separate connection if the request is one transaction (ATOMIC_REQUESTS).

    A refused bearer rolls the request back. That would also roll back the attempt that limits fetches. And an
    attempt in an open transaction would lock its row during the call to Mosaic.

    Uses the request's connection if the transaction itself has added or changed the rows, as in a TestCase: another
    connection would not see the change, and would wait for its commit. Also on SQLite, which allows only one writer.
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
            other.submit(connections.close_all).result()  # the connections of the other thread
    return work()


def _rows(environment: Environment, alias: str) -> list[Mapping[str, Any]]:
    """Return the rows that the work uses, as the connection of this thread sees them."""
    environments = Environment.objects.using(alias).filter(pk=environment.pk).values()
    return [*environments, *SigningKeySet.objects.using(alias).filter(environment=environment.pk).values()]
