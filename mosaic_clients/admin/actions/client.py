"""Actions on a client: prove and activate a credential, refresh the client's token."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients import tasks
from mosaic_clients.admin.actions.access_token import refresh_consequences, refresh_now
from mosaic_clients.admin.actions.base import Action
from mosaic_clients.admin.actions.rotation_messages import overlap_of
from mosaic_clients.admin.base import actor_of, logger
from mosaic_clients.admin.forms.material import UnprovenForm
from mosaic_clients.models import Client
from mosaic_clients.services.access_tokens.store import access_token_row
from mosaic_clients.services.credentials import activation, proving, transitions


class Prove(Action):
    """Requests one token from Mosaic with the staged credential."""

    slug, label = "prove", "Prove"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """Returns whether a credential is staged."""
        return row.credentials.staged().exists()

    def consequences(self, row: Client) -> list[str]:
        """Returns the request. Raises MoveRefused if no credential is staged."""
        kid = transitions.staged_credential(row).kid
        return [
            f"One access token is requested at {row.environment.endpoints.token} with credential {kid}.",
            "The token is discarded, and the credential in use does not change. Register the material in Mosaic first.",
        ]

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> str:
        """Proves the staged credential."""
        return f"Mosaic accepts credential {proving.prove(row, actor=actor_of(request)).kid}: it is proven."


class Activate(Action):
    """Activates the staged credential."""

    slug, label = "activate", "Activate"
    asks_mosaic = True
    applies = Prove.applies

    def form_class(self, row: Client) -> type[forms.Form]:
        """Returns a form that asks for explicit consent if the credential is unproven."""
        return forms.Form if transitions.staged_credential(row).proven_at else UnprovenForm

    def consequences(self, row: Client) -> list[str]:
        """Returns the steps of the switch. Raises MoveRefused if no credential is staged."""
        staged = transitions.staged_credential(row)
        alive = sum(token.is_alive(timezone.now()) for token in row.access_tokens.all())
        tokens = f"{alive} current access {'token is' if alive == 1 else 'tokens are'}"
        sentences = []
        if staged.proven_at and alive:
            sentences.append(f"First {tokens} renewed with credential {staged.kid}.")
            sentences.append("If Mosaic refuses one, nothing changes: the credential in use stays active.")
        sentences.append(f"From then on, {row.name} uses credential {staged.kid} for every call.")
        active = row.credentials.active().first()
        if active is not None:
            sentences.append(
                f"The credential in use now, {active.kid}, enters its overlap (retiring) for {overlap_of(row)} or "
                "longer. Keep both registered at Mosaic until it is retired. Until then you can roll back."
            )
        return [*sentences, "Missing and expired access tokens are fetched immediately, in the background."]

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> str:
        """Activates it, then queues a refresh of the tokens that are due."""
        unproven = form_data.get("unproven", False)
        credential = activation.activate(row, actor=actor_of(request), unproven=unproven)
        transaction.on_commit(partial(_refresh_due_tokens, request))
        return f"Activated credential {credential.kid}{'' if credential.proven_at else ', unproven'}."


class RefreshToken(Action):
    """Refreshes the client's own access token now."""

    slug, label = "refresh-token", "Refresh token now"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """Returns whether a credential is in use."""
        return row.credentials.active().exists()

    def consequences(self, row: Client) -> list[str]:
        """Returns the request."""
        return refresh_consequences(row, row.resource)

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> str:
        """Refreshes the token and waits for the result."""
        return refresh_now(access_token_row(row, row.resource, now=timezone.now()), actor=actor_of(request))


def _refresh_due_tokens(request: HttpRequest) -> None:
    try:
        tasks.refresh_due_access_tokens.apply_async(retry=False)
    except Exception as error:  # noqa: BLE001 - each broker client raises its own errors; the next beat refreshes anyway
        logger.warning("the broker did not take the refresh: %s", type(error).__name__)
        messages.warning(
            request,
            "The message broker does not answer. The new token is fetched when the broker and the worker run again.",
        )
