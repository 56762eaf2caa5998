"""Database work that is committed whatever becomes of the request that asked for it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections, router

from mosaic_clients.models import SigningKeySet

T = TypeVar("T")


def run_autonomously(work: Callable[[], T]) -> T:
    """Do it on a connection of its own where the request is one transaction (ATOMIC_REQUESTS), else right here.

    A refused bearer rolls such a transaction back, and with it the claim that keeps a flood from fetching again; an
    open one would hold the claim's row locked while Mosaic is asked. Not on SQLite, whose one writer is the request.
    """
    connection = connections[router.db_for_write(SigningKeySet)]
    if not connection.in_atomic_block or not connection.settings_dict["ATOMIC_REQUESTS"]:
        return work()
    if connection.vendor == "sqlite" or any(
        getattr(block, "_from_testcase", False) for block in connection.atomic_blocks
    ):
        return work()  # another connection would not see what a TestCase has made
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_and_close, work).result()


def _and_close(work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        connections.close_all()  # this thread's
