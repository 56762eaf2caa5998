"""An alert channel that this package does not have."""

from __future__ import annotations

from typing import ClassVar

from mosaic_clients.models import Alert


class ImaginaryChannel:
    """Stores the alerts sent to it, or raises ``failure``."""

    reaches_people: ClassVar[bool] = True

    def __init__(self) -> None:
        self.sent: list[Alert] = []
        self.failure: BaseException | None = None

    def send(self, alert: Alert) -> None:
        """Stores the alert."""
        if self.failure is not None:
            raise self.failure
        self.sent.append(alert)
