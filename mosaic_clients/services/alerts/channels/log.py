"""The log channel: one warning in the log ``mosaic_clients.alerts``."""

from __future__ import annotations

import logging
from typing import ClassVar

from mosaic_clients.models import Alert

logger = logging.getLogger("mosaic_clients.alerts")


class LogChannel:
    """Logs the alert as a warning, whether or not another channel delivers it."""

    reaches_people: ClassVar[bool] = False

    def send(self, alert: Alert) -> None:
        """Logs one line."""
        logger.warning("%s (%s)", alert.title, alert.threshold)
