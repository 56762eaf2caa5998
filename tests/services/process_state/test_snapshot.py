"""A snapshot is read again in time, survives database failures, and never hides an invalidation."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError

from mosaic_clients.services.snapshot import Snapshot
from tests.services.process_state.forking import holds_in_child

LOGGER = logging.getLogger("mosaic_clients.bearer")


class Source:
    """Stands for the database: counts reads, and can fail or call back."""

    def __init__(self) -> None:
        self.value, self.previous, self.reads = "first", "unset", 0
        self.error: Exception | None = None
        self.during: Callable[[], Any] = lambda: None

    def read(self, previous: str | None) -> str:
        self.reads, self.previous, value = self.reads + 1, str(previous), self.value
        self.during()
        if self.error:
            raise self.error
        return value


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def snapshot(source: Source, settings: Any) -> Snapshot[str]:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    return Snapshot(source.read, subject="the test's rows", logger=LOGGER)


@pytest.fixture
def advance(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a function that advances the monotonic clock."""
    real, offset = time.monotonic, [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: real() + offset[0])

    def move(seconds: float) -> None:
        offset[0] += seconds

    return move


def test_snapshot_is_read_once_within_reread(snapshot: Snapshot[str], source: Source) -> None:
    assert [snapshot.current().value for _ in range(3)] == ["first"] * 3
    assert source.reads == 1


def test_snapshot_is_read_again_after_reread_with_previous_value(
    snapshot: Snapshot[str], source: Source, advance: Callable[[float], None]
) -> None:
    snapshot.current()
    assert source.previous == "None"
    source.value = "second"
    advance(59)
    assert snapshot.current().value == "first"
    advance(2)
    assert snapshot.current().value == "second"
    assert (source.reads, source.previous) == (2, "first")


def test_snapshot_is_read_again_after_settings_change(snapshot: Snapshot[str], source: Source, settings: Any) -> None:
    snapshot.current()
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS}
    snapshot.current()
    assert source.reads == 2


def test_invalidated_snapshot_is_read_again_whole(snapshot: Snapshot[str], source: Source) -> None:
    snapshot.current()
    snapshot.invalidate()
    assert snapshot.latest is None
    snapshot.current()
    assert (source.reads, source.previous) == (2, "None")


def test_failing_database_keeps_old_value_and_is_not_read_on_every_call(
    snapshot: Snapshot[str], source: Source, advance: Callable[[float], None], caplog: pytest.LogCaptureFixture
) -> None:
    snapshot.current()
    source.error = DatabaseError("gone")
    advance(61)
    assert [snapshot.current().value for _ in range(3)] == ["first"] * 3
    assert source.reads == 2
    assert [record.getMessage() for record in caplog.records] == [
        "the test's rows cannot be read: the values read before stay in use"
    ]
    source.error, source.value = None, "second"
    advance(61)
    assert snapshot.current().value == "second"


def test_database_error_without_earlier_value_is_raised(snapshot: Snapshot[str], source: Source) -> None:
    source.error = DatabaseError("gone")
    for _ in range(2):
        with pytest.raises(DatabaseError):
            snapshot.current()
    assert source.reads == 2


def test_other_errors_are_not_hidden(snapshot: Snapshot[str], source: Source, advance: Callable[[float], None]) -> None:
    snapshot.current()
    source.error = ValueError("a bug")
    advance(61)
    with pytest.raises(ValueError, match="a bug"):
        snapshot.current()


def test_reading_during_an_invalidation_is_not_stored(snapshot: Snapshot[str], source: Source) -> None:
    source.during = snapshot.invalidate
    assert snapshot.current().value == "first"
    assert snapshot.latest is None
    source.during = lambda: None
    source.value = "second"
    assert snapshot.current().value == "second"


def test_failed_reading_during_an_invalidation_keeps_snapshot_empty(
    snapshot: Snapshot[str], source: Source, advance: Callable[[float], None]
) -> None:
    snapshot.current()
    advance(61)
    source.error, source.during = DatabaseError("gone"), snapshot.invalidate
    assert snapshot.current().value == "first"
    assert snapshot.latest is None


def test_older_reading_does_not_replace_a_newer_one(snapshot: Snapshot[str], source: Source) -> None:
    def read_newer() -> None:
        source.during = lambda: None
        snapshot.invalidate()
        source.value = "second"
        snapshot.current()

    source.during = read_newer
    assert snapshot.current().value == "first"
    assert snapshot.latest is not None
    assert snapshot.latest.value == "second"


def test_forked_child_reads_itself_although_a_thread_held_the_lock(snapshot: Snapshot[str], source: Source) -> None:
    snapshot.current()

    def read_in_child() -> bool:
        snapshot.reset_after_fork()  # as for registered state
        return snapshot.latest is None and snapshot.current().value == "first" and source.reads == 2

    with snapshot._lock:
        assert holds_in_child(read_in_child)
    assert source.reads == 1
