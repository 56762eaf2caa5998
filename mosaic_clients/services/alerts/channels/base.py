"""The interface of every alert channel."""

from __future__ import annotations

from typing import ClassVar, Protocol

from mosaic_clients.models import Alert


class AlertChannel(Protocol):
    """Sends alerts somewhere. An alert counts as sent when a channel that ``reaches_people`` has delivered it."""

    reaches_people: ClassVar[bool]

    def send(self, alert: Alert) -> None:
        """Delivers one alert; raises MosaicError or OSError where that fails and can be retried."""
        ...
