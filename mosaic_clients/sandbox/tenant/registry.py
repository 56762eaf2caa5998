"""Who exists in this Mosaic: one tenant with one application, and the application's clients."""

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
    """The tenant, its application, and the bearer of somebody who administers it in the portal."""

    tenant_id: str
    app_id: str
    app_name: str
    portal_token: str = field(repr=False)

    @classmethod
    def load(cls, storage: Storage) -> Tenant:
        """The kept tenant; made with random ids and a random bearer the first time."""
        kept = storage.read(TENANT_FILE)
        if kept is None:
            kept = {
                "tenant_id": secrets.token_hex(8),
                "app_id": secrets.token_hex(8),
                "app_name": "Sandbox application",
                "portal_token": secrets.token_urlsafe(32),
            }
            storage.write(TENANT_FILE, kept)
        return cls(**kept)


@dataclass(frozen=True, slots=True)
class RegisteredClient:
    """A client as Mosaic holds it; ``settings`` are the fields of its API that a caller may write."""

    client_id: str
    client_secret: str = field(repr=False)
    created_at: str
    updated_at: str
    settings: Mapping[str, Any]

    @property
    def authentication(self) -> Mapping[str, Any]:
        """Its ``authentication_configuration``: method and material (mosaic-facts §5.2)."""
        configuration: Mapping[str, Any] = self.settings["authentication_configuration"]
        return configuration

    @property
    def resources(self) -> frozenset[str]:
        """The resource URIs it may name in a token request."""
        return frozenset(self.settings.get("resources", ()))


class Registry:
    """The clients by id, written down at every change."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = threading.Lock()
        kept = storage.read(CLIENTS_FILE) or {}
        self._clients = {client_id: RegisteredClient(client_id, **values) for client_id, values in kept.items()}

    def get(self, client_id: str) -> RegisteredClient | None:
        """The client of that id, or None."""
        return self._clients.get(client_id)

    def all(self) -> list[RegisteredClient]:
        """Every client, the oldest first."""
        with self._lock:
            return list(self._clients.values())

    def add(self, client_id: str, settings: Mapping[str, Any]) -> RegisteredClient | None:
        """Register a client with a secret, as Mosaic makes one for every client; None where the id or name is taken."""
        with self._lock:
            if client_id in self._clients or settings["name"] in {
                one.settings["name"] for one in self._clients.values()
            }:
                return None
            now = _now()
            return self._put(RegisteredClient(client_id, secrets.token_urlsafe(32), now, now, dict(settings)))

    def change(self, client_id: str, settings: Mapping[str, Any]) -> RegisteredClient | None:
        """Replace the given settings, each whole, and keep the others; None where there is no such client."""
        with self._lock:
            client = self._clients.get(client_id)
            if client is None:
                return None
            return self._put(replace(client, updated_at=_now(), settings={**client.settings, **settings}))

    def remove(self, client_id: str) -> bool:
        """Delete a client; whether there was one."""
        with self._lock:
            if client_id not in self._clients:
                return False
            self._save({known: one for known, one in self._clients.items() if known != client_id})
        return True

    def ensure(
        self, client_id: str, auth_method: AuthMethod, *, bound: bool, name: str, settings: Mapping[str, Any]
    ) -> None:
        """Set a client up as the portal does, leaving the certificates alone that it may have already.

        ``settings`` are its other fields; one that is not given keeps its value.
        """
        known = self.get(client_id)
        configuration = {
            **(known.authentication if known else {}),
            "method": auth_method.value,
            "isMtlsCertTokenBound": bound,
        }
        whole = {**settings, "name": name, "authentication_configuration": configuration}
        if known:
            self.change(client_id, whole)
        elif self.add(client_id, {"redirect_uris": [], **whole}) is None:
            raise ValueError(f"Another client is called {name!r}.")

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
