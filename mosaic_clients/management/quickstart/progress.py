"""One line a step, printed as soon as it holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.management.base import CommandError, OutputWrapper

Result = TypeVar("Result")

PATIENCE = 60.0
_PAUSE = 0.2


@dataclass(slots=True)
class Progress:
    """Prints the steps and counts the seconds."""

    stdout: OutputWrapper
    started: float = field(default_factory=time.monotonic)

    def done(self, step: str) -> None:
        """One step that holds."""
        self.stdout.write(f"[{time.monotonic() - self.started:5.1f} s] ok  {step}")
        self.stdout.flush()

    def say(self, text: str = "") -> None:
        """Anything else a person should read."""
        self.stdout.write(text)
        self.stdout.flush()

    def require(self, holds: bool, step: str, otherwise: str) -> None:
        """A step that must hold; raises CommandError."""
        if not holds:
            raise CommandError(f"{step}: {otherwise}")
        self.done(step)


def wait_for(look: Callable[[], Result | None], what: str, *, patience: float = PATIENCE) -> Result:
    """Look again and again until there is something to see; raises CommandError after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found is not None:
            return found
        if time.monotonic() > deadline:
            raise CommandError(f"{what} did not happen within {patience:.0f} seconds.")
        time.sleep(_PAUSE)
