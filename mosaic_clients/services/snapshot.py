"""A value that this process reads from the database, and reads again after REREAD seconds."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Generic, TypeVar

from django.db import DatabaseError

from mosaic_clients import conf

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Value]):
    """A value that was read. ``read_at`` is monotonic; ``settings`` are those at the start of the read."""

    value: _Value
    read_at: float
    settings: conf.Settings = field(repr=False)

    @property
    def fresh_until(self) -> float:
        """When the value must be read again, in monotonic seconds."""
        return self.read_at + self.settings.REREAD


class Snapshot(Generic[_Value]):
    """The latest reading, shared by all threads. It is replaced atomically: a thread sees the old or the new one.

    ``read`` receives the value of the latest reading (or None) and returns the new value. It may raise DatabaseError.
    ``subject`` names the value in the log.
    """

    __slots__ = ("_invalidations", "_lock", "_logger", "_read", "_subject", "latest")

    def __init__(self, read: Callable[[_Value | None], _Value], *, subject: str, logger: logging.Logger) -> None:
        self._read, self._subject, self._logger = read, subject, logger
        self._invalidations, self._lock = 0, Lock()
        self.latest: Reading[_Value] | None = None

    def current(self) -> Reading[_Value]:
        """Return the latest reading. Reads again if it is too old or the settings have changed.

        Keeps the old value while the database fails; raises DatabaseError if there is none.
        """
        invalidations, settings, now = self._invalidations, conf.current(), time.monotonic()
        latest = self.latest
        if latest is not None and latest.settings is settings and now < latest.fresh_until:
            return latest
        try:
            reading = Reading(self._read(latest.value if latest else None), now, settings)
        except DatabaseError:
            if latest is None:
                raise
            self._logger.exception("%s cannot be read: the values read before stay in use", self._subject)
            reading = replace(latest, read_at=now)
        self._store(reading, invalidations)
        return reading

    def invalidate(self) -> None:
        """Make the next call read the value again, even if an earlier read is still running."""
        with self._lock:
            self._invalidations += 1
            self.latest = None

    reset = invalidate

    def reset_after_fork(self) -> None:
        """Drop the value and the lock in a forked child: a thread that exists only in the parent may hold the lock."""
        self._lock, self.latest = Lock(), None

    def _store(self, reading: Reading[_Value], invalidations: int) -> None:
        """Store a reading, unless the value was invalidated during the read: the reading may lack the change."""
        with self._lock:
            if invalidations == self._invalidations:
                self.latest = reading
