"""The stored tenant with its one application, and the clients of that application."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.sandbox.storage import Storage

TENANT_FILE = "tenant.json"
CLIENTS_FILE = "clients.json"


@dataclass(frozen=True, slots=True)
class Tenant:
    """The tenant, its application, and the bearer token of its portal administrator."""

    tenant_id: str
    app_id: str
    app_name: str
    portal_token: str = field(repr=False)

    @classmethod
    def load(cls, storage: Storage) -> Tenant:
        """Returns the stored tenant. The first call creates it with random ids and a random bearer token."""
        stored = storage.read(TENANT_FILE)
        if stored is None:
            stored = {
                "tenant_id": secrets.token_hex(8),
                "app_id": secrets.token_hex(8),
                "app_name": "Sandbox application",
                "portal_token": secrets.token_urlsafe(32),
            }
            storage.write(TENANT_FILE, stored)
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class RegisteredClient:
    """A client as Mosaic stores it. ``settings`` are the fields that a caller of the client API may write."""

    client_id: str
    client_secret: str = field(repr=False)
    created_at: str
    updated_at: str
    settings: Mapping[str, Any]

    @property
    def authentication(self) -> Mapping[str, Any]:
        """Its ``authentication_configuration``: method and keys or chain (docs/mosaic.md §5.2)."""
        configuration: Mapping[str, Any] = self.settings["authentication_configuration"]
        return configuration

    @property
    def resources(self) -> frozenset[str]:
        """The resource URIs it may name in a token request."""
        return frozenset(self.settings.get("resources", ()))


class Registry:
    """The clients by id. Every change is written to the storage."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = threading.Lock()
        stored = storage.read(CLIENTS_FILE) or {}
        self._clients = {client_id: RegisteredClient(client_id, **values) for client_id, values in stored.items()}

    def get(self, client_id: str) -> RegisteredClient | None:
        """Returns the client with this id, or None."""
        return self._clients.get(client_id)

    def all(self) -> list[RegisteredClient]:
        """Returns every client, oldest first."""
        with self._lock:
            return list(self._clients.values())

    def add(self, client_id: str, settings: Mapping[str, Any]) -> RegisteredClient | None:
        """Registers a client with a secret, as Mosaic does. Returns None if the id or name is already used."""
        with self._lock:
            names = {client.settings["name"] for client in self._clients.values()}
            if client_id in self._clients or settings["name"] in names:
                return None
            now = _now()
            return self._put(RegisteredClient(client_id, secrets.token_urlsafe(32), now, now, dict(settings)))

    def change(self, client_id: str, settings: Mapping[str, Any]) -> RegisteredClient | None:
        """Replaces each of these settings as a whole and keeps the others. Returns None for an unknown client."""
        with self._lock:
            client = self._clients.get(client_id)
            if client is None:
                return None
            return self._put(replace(client, updated_at=_now(), settings={**client.settings, **settings}))

    def remove(self, client_id: str) -> bool:
        """Deletes a client. Returns whether it existed."""
        with self._lock:
            if client_id not in self._clients:
                return False
            self._save({other: client for other, client in self._clients.items() if other != client_id})
        return True

    def ensure(
        self, client_id: str, auth_method: AuthMethod, *, bound: bool, name: str, settings: Mapping[str, Any]
    ) -> None:
        """Creates or updates a client as the portal does. Keeps the certificates that it already has.

        ``settings`` are its other fields. A field that is missing there keeps its value. Raises ValueError if another
        client has that name.
        """
        existing = self.get(client_id)
        configuration = {
            **(existing.authentication if existing else {}),
            "method": auth_method.value,
            "isMtlsCertTokenBound": bound,
        }
        complete = {**settings, "name": name, "authentication_configuration": configuration}
        if existing:
            self.change(client_id, complete)
        elif self.add(client_id, {"redirect_uris": [], **complete}) is None:
            raise ValueError(f"Another client has the name {name!r}.")

    def _put(self, client: RegisteredClient) -> RegisteredClient:
        self._save({**self._clients, client.client_id: client})
        return client

    def _save(self, clients: dict[str, RegisteredClient]) -> None:
        self._storage.write(CLIENTS_FILE, {client_id: _dump(client) for client_id, client in clients.items()})
        self._clients = clients


def _dump(client: RegisteredClient) -> dict[str, Any]:
    return {
        "client_secret": client.client_secret,
        "created_at": client.created_at,
        "updated_at": client.updated_at,
        "settings": client.settings,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
