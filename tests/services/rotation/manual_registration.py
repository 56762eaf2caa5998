"""What an operator does in the portal."""

from __future__ import annotations

from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.rotation import publication
from tests.mosaic import client_api


def register(mosaic: Sandbox, client: Client) -> None:
    """Registers the current material at Mosaic without a confirmation here."""
    client_api(mosaic, client).replace(
        client.app_id, client.client_id, dict(publication.authentication_configuration(client))
    )
