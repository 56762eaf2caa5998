"""Runs a Celery worker with beat as a separate process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from django.core.management.base import CommandError

_STOP_TIMEOUT = 20


class Worker:
    """A context manager that starts and stops the worker. It writes its log to ``log``."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        project = os.environ["DJANGO_SETTINGS_MODULE"].partition(".")[0]
        options = "--beat --scheduler django_celery_beat.schedulers:DatabaseScheduler --concurrency 1 --loglevel INFO"
        schedule = self._log.with_name("beat-schedule")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
                [sys.executable, "-m", "celery", "-A", project, "worker", *options.split(), "-s", str(schedule)],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                # The quickstart itself has run the system checks.
                env={**os.environ, "DJANGO_EMBEDDED": "true", "CELERY_SKIP_CHECKS": "true"},
                start_new_session=True,  # Ctrl-C reaches only this process, which stops the worker
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def require_running(self) -> None:
        """Raises CommandError if the worker has exited."""
        if self._process is not None and self._process.poll() is not None:
            raise CommandError(f"The Celery worker exited with code {self._process.returncode}. See {self._log}.")
