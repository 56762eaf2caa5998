"""Database work that is committed whatever becomes of the request that asked for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections, router

from mosaic_clients.models import Environment, SigningKeySet

T = TypeVar("T")


def run_autonomously(environment: Environment, work: Callable[[], T]) -> T:
    """Do work for an environment on a connection of its own where the request is one transaction (ATOMIC_REQUESTS).

    A refused bearer rolls such a transaction back, and with it the claim that keeps a flood from fetching again; an
    open one would hold the claim's row locked while Mosaic is asked. The work runs in the request's transaction on
    SQLite, whose one writer is the request, and for an environment that only this transaction sees: one that it has
    just added, or that a TestCase has.
    """
    connection = connections[router.db_for_write(SigningKeySet)]
    is_one_transaction = connection.in_atomic_block and connection.settings_dict["ATOMIC_REQUESTS"]
    if not is_one_transaction or connection.vendor == "sqlite":
        return work()
    with ThreadPoolExecutor(1) as pool:
        results = pool.submit(_run_if_committed, environment, work).result()
    return results[0] if results else work()


def _run_if_committed(environment: Environment, work: Callable[[], T]) -> list[T]:
    """The result of the work, in a list that is empty where this thread's connection does not see the environment."""
    try:
        return [work()] if Environment.objects.filter(pk=environment.pk).exists() else []
    finally:
        connections.close_all()  # this thread's
