"""A clock that a test moves: nobody sleeps, and what is due in an hour is due at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from mosaic_clients.services.user_login import ciba_device_polling


class Clock:
    """The time of ``django.utils.timezone``, which runs on, and jumps where it is moved; whoever sleeps moves it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real, self._ahead = timezone.now, timedelta(0)
        self.slept: list[float] = []
        monkeypatch.setattr(timezone, "now", self.now)
        monkeypatch.setattr(ciba_device_polling, "time", SimpleNamespace(sleep=self.sleep))

    def now(self) -> datetime:
        return self._real() + self._ahead

    def move(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.move(seconds)
