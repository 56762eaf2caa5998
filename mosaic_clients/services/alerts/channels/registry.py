"""The alert channels in use. A new one is a module in this package and a line here."""

from __future__ import annotations

from mosaic_clients.services.alerts.channels.base import AlertChannel
from mosaic_clients.services.alerts.channels.email import EmailChannel
from mosaic_clients.services.alerts.channels.log import LogChannel

CHANNELS: dict[str, AlertChannel] = {
    "email": EmailChannel(),
    "log": LogChannel(),
}
