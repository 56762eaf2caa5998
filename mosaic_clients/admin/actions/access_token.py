"""The action on an access token: refresh it and show the result."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients.admin.actions.base import Action
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import distance
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.models import AccessToken, Client
from mosaic_clients.services.access_tokens import refresh as token_refresh


class Refresh(Action):
    """Refreshes one access token now."""

    slug, label = "refresh", "Refresh token now"
    asks_mosaic = True

    def consequences(self, row: AccessToken) -> list[str]:
        """Returns the request."""
        return refresh_consequences(row.client, row.resource)

    def do(self, request: HttpRequest, row: AccessToken, form_data: dict[str, Any]) -> str:
        """Refreshes the token and waits for the result."""
        return refresh_now(row, actor=actor_of(request))

    def page_of(self, row: AccessToken) -> Model:
        """Returns the client."""
        return row.client


def refresh_consequences(client: Client, resource: str) -> list[str]:
    """Returns the request, and which token stays in use until the response arrives."""
    target = resource or "the default resource"
    return [
        f"A new access token for {target} is requested at {client.environment.endpoints.token}.",
        "The current token stays in use until the new one arrives.",
    ]


def refresh_now(row: AccessToken, *, actor: str) -> str:
    """Refreshes a token and returns a sentence with its expiry.

    Raises the errors of the service, and MoveRefused if another process is refreshing the token.
    """
    previous = row.obtained_at
    token_refresh.refresh(row.pk, actor=actor, force=True)
    row.refresh_from_db(fields=["obtained_at", "expires_at"])
    if row.expires_at is None or row.obtained_at == previous:
        raise MoveRefused("This token is already being refreshed. Reload in a few seconds.")
    return f"Refreshed the access token for {row}: it expires {distance(row.expires_at, timezone.now())}."
