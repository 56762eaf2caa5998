"""A clock that a test moves, so that no test sleeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from mosaic_clients.services.user_login import ciba_device_polling


class Clock:
    """Replaces the time of ``django.utils.timezone``. It runs on, and jumps when a test moves it or the code sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real, self._offset = timezone.now, timedelta(0)
        self.slept: list[float] = []
        monkeypatch.setattr(timezone, "now", self.now)
        monkeypatch.setattr(ciba_device_polling, "time", SimpleNamespace(sleep=self.sleep))

    def now(self) -> datetime:
        return self._real() + self._offset

    def move(self, seconds: float) -> None:
        self._offset += timedelta(seconds=seconds)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.move(seconds)
