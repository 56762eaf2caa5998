"""Mosaic's client API: reads and replaces a client's authentication configuration (docs/mosaic.md §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.core.oauth.responses import Answer, read_json
from mosaic_clients.transport.http import Limits, call
from mosaic_clients.transport.sessions import IdentitySession


@dataclass(frozen=True, slots=True)
class HeldConfiguration:
    """A client's ``authentication_configuration`` and when it was last changed.

    Nothing else of the answer is kept: it contains the client's secret unencrypted.
    """

    configuration: dict[str, Any]
    updated_at: str


@dataclass(frozen=True, slots=True)
class ClientAPI:
    """The client API of one environment, authorized by an access token that never appears in a repr.

    ``url`` ends in ``/v1/applications``.
    """

    session: IdentitySession
    url: str
    access_token: str = field(repr=False)
    limits: Limits = field(default_factory=Limits)

    def read(self, app_id: str, client_id: str) -> HeldConfiguration:
        """Read what Mosaic holds; raises MosaicRefusal or a TransportError."""
        payload = self._call("GET", app_id, client_id)
        configuration = payload.get("authentication_configuration")
        return HeldConfiguration(
            dict(configuration) if isinstance(configuration, dict) else {}, str(payload.get("updated_at"))
        )

    def replace(self, app_id: str, client_id: str, configuration: dict[str, Any]) -> None:
        """Replace the whole ``authentication_configuration``: Mosaic does not merge object fields.

        Raises MosaicRefusal or a TransportError.
        """
        self._call("PUT", app_id, client_id, {"authentication_configuration": configuration})

    def _call(self, method: str, app_id: str, client_id: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer: Answer = call(
            self.session,
            method,
            f"{self.url}/{_segment(app_id, 'app id')}/clients/{_segment(client_id, 'client id')}",
            json=body,
            headers={"Authorization": f"Bearer {self.access_token}"},
            limits=self.limits,
        )
        return read_json(answer, now=datetime.now(UTC))


def _segment(value: str, what: str) -> str:
    """One path segment. An empty one, or dots, would address every client of the application."""
    if not value.strip() or value in {".", ".."}:
        raise ConfigurationError(f"The {what} is empty. Set it: calls to Mosaic's client API need it.")
    return quote(value, safe="")
