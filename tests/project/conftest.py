"""A log of every record, for tests that search it for secrets."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import connection


class Log(logging.Handler):
    """Collects every record of every logger with its arguments and traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{self.format(record)} {record.args!r} {record.__dict__!r}")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[Log]:
    """Sets every logger to DEBUG, also for SQL and its parameters."""
    caplog.set_level(logging.DEBUG)
    handler, root = Log(), logging.getLogger()
    root.addHandler(handler)
    other_loggers = [logging.getLogger(name) for name in ("django.db.backends", "urllib3", "celery", "requests")]
    levels = [logger.level for logger in other_loggers]
    for logger in other_loggers:
        logger.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    yield handler
    connection.force_debug_cursor = False
    root.removeHandler(handler)
    for logger, level in zip(other_loggers, levels, strict=True):
        logger.setLevel(level)
