"""The client that an API object acts for, read again when it may have changed."""

from __future__ import annotations

import time

from mosaic_clients import conf
from mosaic_clients.models import Client
from mosaic_clients.services.clients import registry as client_registry


class ClientHandle:
    """Holds a client and reads it again after REREAD seconds: an API object may live as long as its process."""

    def __init__(self, client: Client) -> None:
        self._stored, self._read_at = client, time.monotonic()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._stored.name}>"

    @property
    def _client(self) -> Client:
        """The client with its environment; raises UnknownName after it was removed."""
        if time.monotonic() - self._read_at >= conf.current().REREAD:
            self._stored, self._read_at = client_registry.find_again(self._stored), time.monotonic()
        return self._stored
