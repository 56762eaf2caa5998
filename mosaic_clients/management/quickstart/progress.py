"""Prints one line for each completed step."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.management.base import CommandError, OutputWrapper

Result = TypeVar("Result")

TIMEOUT = 60.0
_PAUSE = 0.2


@dataclass(slots=True)
class Progress:
    """Prints the steps with the elapsed seconds."""

    stdout: OutputWrapper
    started: float = field(default_factory=time.monotonic)

    def done(self, step: str) -> None:
        """Prints a completed step."""
        self.stdout.write(f"[{time.monotonic() - self.started:5.1f} s] ok  {step}")
        self.stdout.flush()

    def say(self, text: str = "") -> None:
        """Prints other text."""
        self.stdout.write(text)
        self.stdout.flush()

    def require(self, holds: bool, step: str, otherwise: str) -> None:
        """Prints the step if it ``holds``. Raises CommandError with the text ``otherwise`` if not."""
        if not holds:
            raise CommandError(f"{step}: {otherwise}")
        self.done(step)


def wait_for(find: Callable[[], Result | None], subject: str, *, timeout: float = TIMEOUT) -> Result:
    """Calls ``find`` until it returns a result. Raises CommandError after ``timeout`` seconds."""
    deadline = time.monotonic() + timeout
    while True:
        result = find()
        if result is not None:
            return result
        if time.monotonic() > deadline:
            raise CommandError(f"{subject} did not appear within {timeout:.0f} seconds.")
        time.sleep(_PAUSE)
