"""Rotation in one action, and rolling it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.rotation_messages import new_key_text, overlap_of, run_outcome
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import distance, moment, span
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.core.rotation.schedule import overlap_ends_at
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.credentials import activation
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.planning.plan import policy_of, rotating
from mosaic_clients.services.rotation import runner as rotation_runner


class ExpectedCredentialForm(forms.Form):
    """The credential in use when the page was shown; empty if there was none."""

    expected_kid = forms.CharField(required=False, max_length=43, widget=forms.HiddenInput)


class Rotate(Action):
    """Rotates as far as possible now; the workers do the rest."""

    slug, label = "rotate", "Rotate"
    asks_mosaic = True

    def form_class(self, row: Client) -> type[forms.Form]:
        """Returns a hidden field with the credential in use."""
        return ExpectedCredentialForm

    def initial(self, row: Client) -> dict[str, Any]:
        """Returns the key ID of the credential in use."""
        active = row.credentials.active().first()
        return {"expected_kid": active.kid if active else ""}

    def consequences(self, row: Client) -> list[str]:
        """Returns the steps of the rotation."""
        active = row.credentials.active().first()
        sentences = [*_creation(row), *_registration(row)]
        sentences.append("It is proven with one token request, and activated only if Mosaic issues the token.")
        if active is None:
            return [
                *sentences,
                "There is no credential in use now: this client gets no tokens until this one is active.",
            ]
        destroyed = f"Its private key is destroyed {span(policy_of(row).destroy_after)} after that."
        return [
            *sentences,
            f"Current tokens are renewed with the new key before switching. Until then, {active.kid} stays in use.",
            f"After the switch, {active.kid} stays registered at Mosaic for {overlap_of(row)} or longer. {destroyed}",
        ]

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> Outcome:
        """Rotates as far as possible now."""
        run = rotation_runner.rotate(row, actor=actor_of(request), expected_kid=form_data["expected_kid"])
        return run_outcome(row, run)


class RollBack(Action):
    """Activates the previous credential again."""

    slug, label = "roll-back", "Roll back"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """Returns whether there is a previous credential to activate."""
        try:
            activation.previous_of(row)
        except MoveRefused:
            return False
        return True

    def consequences(self, row: Client) -> list[str]:
        """Returns the switch and its deadline. Raises MoveRefused if there is no previous credential."""
        previous = activation.previous_of(row)
        active = row.credentials.active().first()
        sentences = [
            f"Credential {previous.kid} becomes active again. {_deadline(previous)}",
            "Current tokens are renewed with it before switching. If Mosaic refuses one, nothing changes.",
        ]
        if active is not None:
            sentences.append(
                f"The credential in use now, {active.kid}, enters its overlap (retiring), then is retired."
            )
        return sentences

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> str:
        """Activates the previous credential."""
        return f"Rolled back: credential {activation.roll_back(row, actor=actor_of(request)).kid} is in use again."


def _deadline(previous: Credential) -> str:
    now, until = timezone.now(), overlap_ends_at(rotating(previous), policy_of(previous.client))
    if until <= now:
        return "Its overlap is over: this is possible only until it is retired, which can happen at any minute."
    return f"This is possible until {moment(until)} ({distance(until, now)}), when its overlap ends."


def _creation(row: Client) -> list[str]:
    pending = row.credentials.pending().first()
    if pending is not None:
        sentences = [f"Credential {pending.kid}, which is already in progress, continues."]
        if pending.chain:
            return sentences
    else:
        sentences = [new_key_text(row)]
    if row.method is AuthMethod.SELF_SIGNED:
        lifetime = row.lifetime or conf.current().certificate_lifetime
        return [*sentences, f"It gets a self-signed certificate for {row.wanted_subject}, valid for {span(lifetime)}."]
    issuer = issuer_of(row)
    if issuer.is_automatic:
        return [*sentences, f"The {issuer.describe()} signs its CSR immediately."]
    return [*sentences, "Then it needs your action: have the CSR signed by your CA and attach the chain."]


def _registration(row: Client) -> list[str]:
    if row.publication == PublicationMethod.CLIENT_API:
        manager = row.environment.management_client or row
        authorization = "its own token" if manager == row else f"a token of {manager.name}"
        return [f"It is registered through Mosaic's client API with {authorization}, unless Mosaic holds it already."]
    return ["You register it in Mosaic manually (see Publish). The proof is tried again until Mosaic accepts it."]
