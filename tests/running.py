"""Runs the tests in several processes, the longest first, and lists at the end what was skipped."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

WORKERS_PER_CORE = 2  # tests spend half of their time waiting for servers and processes
MOST_WORKERS = 8
FEW_FILES = 3  # so few files are faster without starting workers


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Answer ``-n auto``: 0, which is only this process, if the arguments are a few files."""
    paths = {Path(argument.partition("::")[0]) for argument in config.args}
    if len(paths) <= FEW_FILES and all(path.is_file() for path in paths):
        return 0
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None  # xdist reads it
    return min(WORKERS_PER_CORE * _cores(), MOST_WORKERS)


def _cores() -> int:
    """Return the number of cores that this process may use, if the system reports it."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect without the garbage collector, and exempt what exists then: it stays until the end of the run."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the longest tests first. Otherwise one worker would run them at the end while the others are idle.

    Slow tests do not count for coverage, which would make them a third slower. A line that only a slow test runs
    counts as not tested.
    """
    items.sort(key=_seconds, reverse=True)
    for item in items:
        if _seconds(item):
            item.add_marker("no_cover")


def _seconds(item: pytest.Item) -> int:
    """Return the seconds of the ``slow`` mark."""
    mark = item.get_closest_marker("slow")
    return int(mark.args[0]) if mark else 0


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[object]) -> None:
    """Fail a skipped test if MOSAIC_TESTS_NO_SKIP says that everything is installed."""
    if os.environ.get("MOSAIC_TESTS_NO_SKIP") and call.excinfo and call.excinfo.errisinstance(pytest.skip.Exception):
        reason = str(call.excinfo.value)
        call.excinfo = pytest.ExceptionInfo.from_exception(AssertionError(f"must not skip here: {reason}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line for each reason to skip, the most frequent first."""
    counts = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    if counts:
        terminalreporter.section("skipped tests")
    for reason, count in counts.most_common():
        terminalreporter.line(f"{count} skipped: {reason}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why a test did not run, without file and line."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
    return str(reason).removeprefix("Skipped: ")
