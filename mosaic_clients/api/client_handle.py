"""The client that an object speaks for, as it is now and not as it was when the object was made."""

from __future__ import annotations

import time

from mosaic_clients import conf
from mosaic_clients.models import Client
from mosaic_clients.services.clients import registry as client_registry


class ClientHandle:
    """Keeps a client, and reads it again where that is older than REREAD: an object may live as long as its process."""

    def __init__(self, client: Client) -> None:
        self._held, self._read_at = client, time.monotonic()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._held.name}>"

    @property
    def _client(self) -> Client:
        """The client with its environment; raises UnknownName where it was removed."""
        if time.monotonic() - self._read_at >= conf.current().REREAD:
            self._held, self._read_at = client_registry.find_again(self._held), time.monotonic()
        return self._held
