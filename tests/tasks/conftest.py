"""A real worker on a real broker: Celery's own consumer in a thread, messages through kombu's memory transport."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import pytest_django
from celery.contrib.testing.worker import start_worker
from django.conf import settings

from mosaic_clients import tasks
from mosaic_clients.services.access_tokens import store as token_store
from project.celery import app


@pytest.fixture(autouse=True)
def _empty_queue() -> Iterator[None]:
    """Nothing is left from another test, and nothing stays for the next one."""
    app.control.purge()
    yield
    app.control.purge()


@pytest.fixture(scope="module")
def worker(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """A worker that takes whatever the tests of one module send."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "EMBEDDED", True)  # or it would refuse to start
        with start_worker(app, pool="solo", perform_ping_check=False, loglevel="CRITICAL"):
            yield


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Retries come at once; the list holds the failures in a row that each wait was asked for."""
    asked: list[int] = []
    real = tasks.wait_after_failure

    def at_once(failures: int, **kwargs: Any) -> Any:
        asked.append(failures)
        return real(failures, **kwargs) * 0

    monkeypatch.setattr(tasks, "wait_after_failure", at_once)
    monkeypatch.setattr(token_store, "wait_after_failure", lambda *args, **kwargs: real(*args, **kwargs) * 0)
    return asked
