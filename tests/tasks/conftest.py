"""A real worker with a real broker: Celery's consumer in a thread, and kombu's memory transport."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import pytest_django
from celery.contrib.testing.worker import start_worker
from django.conf import settings

from mosaic_clients.services.access_tokens import store as token_store
from mosaic_clients.tasks import retrying
from project.celery import app


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    """Purges the queue before and after each test."""
    app.control.purge()
    yield
    app.control.purge()


@pytest.fixture(scope="module")
def worker(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """A worker that runs the tasks that the tests of one module send."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "EMBEDDED", True)  # otherwise it refuses to start
        with start_worker(app, pool="solo", perform_ping_check=False, loglevel="CRITICAL"):
            yield


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Removes the waits before retries. The list collects the consecutive failures that each wait was computed for."""
    failure_counts: list[int] = []
    real = retrying.wait_after_failure

    def no_wait(failures: int, **kwargs: Any) -> Any:
        failure_counts.append(failures)
        return real(failures, **kwargs) * 0

    monkeypatch.setattr(retrying, "wait_after_failure", no_wait)
    monkeypatch.setattr(token_store, "wait_after_failure", lambda *args, **kwargs: real(*args, **kwargs) * 0)
    return failure_counts
