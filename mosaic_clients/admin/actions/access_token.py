"""What an operator does with an access token: refresh it, and see what came of it."""

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
    """Refresh one access token now."""

    slug, label = "refresh", "Refresh token now"
    asks_mosaic = True

    def what_happens(self, row: AccessToken) -> list[str]:
        """The call."""
        return what_refreshing_does(row.client, row.resource)

    def do(self, request: HttpRequest, row: AccessToken, given: dict[str, Any]) -> str:
        """Refresh, and wait for the outcome."""
        return refresh_now(row, actor=actor_of(request))

    def page_of(self, row: AccessToken) -> Model:
        """The client's."""
        return row.client


def what_refreshing_does(client: Client, resource: str) -> list[str]:
    """The call, and what serves meanwhile."""
    what = resource or "the default resource"
    return [
        f"A new access token for {what} is requested at {client.environment.endpoints.token}.",
        "The one there is keeps serving until the new one has come.",
    ]


def refresh_now(row: AccessToken, *, actor: str) -> str:
    """Refresh a token and say until when it lives.

    Raises what the service raises, and MoveRefused where somebody else is at it.
    """
    before = row.obtained_at
    token_refresh.refresh(row.pk, actor=actor, force=True)
    row.refresh_from_db(fields=["obtained_at", "expires_at"])
    if row.expires_at is None or row.obtained_at == before:
        raise MoveRefused("Somebody else is refreshing this token at this moment: look again in a few seconds.")
    return f"Refreshed the access token for {row}: it expires {distance(row.expires_at, timezone.now())}."
