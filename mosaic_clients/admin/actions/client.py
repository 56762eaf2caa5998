"""What an operator does with a client: prove a credential, put it to use, refresh the client's token."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.admin.actions.access_token import refresh_now, what_refreshing_does
from mosaic_clients.admin.actions.base import Action
from mosaic_clients.admin.actions.rotation_messages import overlap_of
from mosaic_clients.admin.base import actor_of, logger
from mosaic_clients.admin.forms.material import UnprovenForm
from mosaic_clients.models import Client
from mosaic_clients.services.access_tokens.store import access_token_row
from mosaic_clients.services.credentials import activation, proving, transitions


class Prove(Action):
    """Ask Mosaic for one token with the staged credential."""

    slug, label = "prove", "Prove"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """While one is staged."""
        return row.credentials.staged().exists()

    def what_happens(self, row: Client) -> list[str]:
        """The call; raises MoveRefused where none is staged."""
        kid = transitions.staged(row).kid
        return [
            f"One access token is requested at {row.environment.endpoints.token} with credential {kid}.",
            "The token is thrown away, and what is in use now is not touched. Register the material at Mosaic first.",
        ]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Prove."""
        return f"Mosaic accepts credential {proving.prove(row, actor=actor_of(request)).kid}: it is proven."


class Activate(Action):
    """Put the staged credential to use."""

    slug, label = "activate", "Activate"
    asks_mosaic = True
    applies = Prove.applies

    def form_class(self, row: Client) -> type[forms.Form]:
        """An unproven credential needs a word of its own."""
        return forms.Form if transitions.staged(row).proven_at else UnprovenForm

    def what_happens(self, row: Client) -> list[str]:
        """The switch; raises MoveRefused where none is staged."""
        staged = transitions.staged(row)
        alive = sum(token.is_alive(timezone.now()) for token in row.access_tokens.all())
        tokens = f"{alive} living access {'token' if alive == 1 else 'tokens'}"
        said = []
        if staged.proven_at and alive:
            said.append(f"First {tokens} {'is' if alive == 1 else 'are'} obtained anew with credential {staged.kid}.")
            said.append("If Mosaic refuses one, nothing is switched, and what is there stays in use.")
        said.append(f"Credential {staged.kid} is used for every call of {row.name} from then on.")
        active = row.credentials.active().first()
        if active is not None:
            said.append(
                f"The one in use now, {active.kid}, goes into its overlap (retiring) for {overlap_of(row)} or longer: "
                "Mosaic must keep holding both until it is retired. Until then you can roll back."
            )
        return [*said, "Access tokens that are not alive are fetched at once, in the background."]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Activate, and have the tokens that are due by that refreshed."""
        unproven = given.get("unproven", False)
        credential = activation.activate(row, actor=actor_of(request), unproven=unproven)
        transaction.on_commit(partial(_refresh_what_is_due, request))
        return f"Activated credential {credential.kid}{'' if credential.proven_at else ', unproven'}."


class RefreshToken(Action):
    """Refresh the client's own access token now."""

    slug, label = "refresh-token", "Refresh token now"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """While there is a credential to refresh with."""
        return row.credentials.active().exists()

    def what_happens(self, row: Client) -> list[str]:
        """The call."""
        return what_refreshing_does(row, row.resource)

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Refresh, and wait for the outcome."""
        return refresh_now(access_token_row(row, row.resource, now=timezone.now()), actor=actor_of(request))


def _refresh_what_is_due(request: HttpRequest) -> None:
    try:
        tasks.refresh_due_access_tokens.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001 - each broker's client raises its own; the next beat does the work anyway
        logger.warning("the broker did not take the refresh: %s", type(error).__name__)
        messages.warning(
            request, "The message broker does not answer: the new token is fetched once it and the worker run again."
        )
