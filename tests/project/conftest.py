"""A log that hears everything, for those who search it for secrets."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import connection


class Log(logging.Handler):
    """Every record of every logger, with its arguments and tracebacks, as a file handler writes it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{self.format(record)} {record.args!r} {record.__dict__!r}")


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[Log]:
    """DEBUG everywhere, the SQL and its parameters included."""
    caplog.set_level(logging.DEBUG)
    handler, root = Log(), logging.getLogger()
    root.addHandler(handler)
    quiet = [logging.getLogger(name) for name in ("django.db.backends", "urllib3", "celery", "requests")]
    before = [logger.level for logger in quiet]
    for logger in quiet:
        logger.setLevel(logging.DEBUG)
    connection.force_debug_cursor = True
    yield handler
    connection.force_debug_cursor = False
    root.removeHandler(handler)
    for logger, level in zip(quiet, before, strict=True):
        logger.setLevel(level)
