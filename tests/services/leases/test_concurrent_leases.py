"""If many threads take a row at the same time, one gets it. Also runs on PostgreSQL (test_postgresql)."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from mosaic_clients.models import AccessToken, SigningKeySet
from mosaic_clients.services import leases
from mosaic_clients.services.leases import Lease

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
THREADS = 8


def in_threads(take: Callable[[], object]) -> list[object]:
    """Return the results of many threads that take a row at the same time, each with its own connection."""
    start = Barrier(THREADS)

    def run(_: int) -> object:
        try:
            start.wait(10)
            return take()
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_only_one_of_many_threads_leases_a_row(token: AccessToken) -> None:
    results = in_threads(lambda: leases.acquire(AccessToken, token.pk, MINUTE))
    (lease,) = [result for result in results if result is not None]
    assert isinstance(lease, Lease)
    assert lease.queryset.get() == token


def test_only_one_of_many_threads_leases_a_due_row(key_set: SigningKeySet) -> None:
    results = in_threads(lambda: leases.acquire_due(SigningKeySet, key_set.pk, "due_at", MINUTE))
    assert sum(result is not None for result in results) == 1


def test_only_one_of_many_threads_records_the_attempt(key_set: SigningKeySet) -> None:
    results = in_threads(lambda: leases.record_attempt(SigningKeySet, key_set.pk, "attempted_at", MINUTE))
    assert sum(map(bool, results)) == 1


def test_takeover_waits_for_the_writing_holder(token: AccessToken) -> None:
    lease = leases.acquire(AccessToken, token.pk, MINUTE)
    assert lease is not None

    def take_over() -> object:
        try:
            return leases.acquire(AccessToken, token.pk, MINUTE, take_over=True), timezone.now()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with lease.writing() as is_ours:
            assert is_ours
            lease.queryset.update(scope="written")
            takeover = pool.submit(take_over)
            time.sleep(0.3)
            written_at = timezone.now()
        new, taken_over_at = takeover.result(30)  # type: ignore[misc]
    assert new is not None
    assert taken_over_at >= written_at
    assert not lease.queryset.exists()
    assert AccessToken.objects.get().scope == "written"
