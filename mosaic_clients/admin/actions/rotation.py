"""The walk by one button, and the way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.rotation_messages import key_is_made, overlap_of, run_outcome
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


class SeenForm(forms.Form):
    """The credential in use that the operator was shown; empty where there was none."""

    expected_kid = forms.CharField(required=False, max_length=43, widget=forms.HiddenInput)


class Rotate(Action):
    """One rotation, as far as it can go now; the rest follows by itself."""

    slug, label = "rotate", "Rotate"
    asks_mosaic = True

    def form_class(self, row: Client) -> type[forms.Form]:
        """What was seen."""
        return SeenForm

    def initial(self, row: Client) -> dict[str, Any]:
        """The credential in use."""
        active = row.credentials.active().first()
        return {"expected_kid": active.kid if active else ""}

    def what_happens(self, row: Client) -> list[str]:
        """The walk, step by step."""
        active = row.credentials.active().first()
        said = [*_made(row), *_registered(row)]
        said.append("Mosaic is asked for a token with it. Only when Mosaic gives one is it put to use.")
        if active is None:
            return [*said, "There is no credential in use now: until then this client gets no tokens."]
        later = f"its private key is destroyed {span(policy_of(row).destroy_after)} after that"
        return [
            *said,
            f"Living access tokens are obtained anew with it before the switch; until then {active.kid} stays in use.",
            f"After the switch it stays valid for {overlap_of(row)} or longer, and {later}.",
        ]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> Outcome:
        """Walk as far as it goes."""
        walk = rotation_runner.rotate(row, actor=actor_of(request), expected_kid=given["expected_kid"])
        return run_outcome(row, walk)


class RollBack(Action):
    """Put the credential that was in use before back to use."""

    slug, label = "roll-back", "Roll back"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """While there is a way back."""
        try:
            activation.previous_of(row)
        except MoveRefused:
            return False
        return True

    def what_happens(self, row: Client) -> list[str]:
        """The switch, and until when; raises MoveRefused where there is no way back."""
        previous = activation.previous_of(row)
        active = row.credentials.active().first()
        said = [
            f"Credential {previous.kid} is put back to use. {_possible_until(previous)}",
            "Living access tokens are obtained anew with it before the switch; if Mosaic refuses one, nothing happens.",
        ]
        if active is not None:
            said.append(f"The one in use now, {active.kid}, goes into its overlap (retiring) and is then retired.")
        return said

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> str:
        """Go back."""
        return f"Rolled back: credential {activation.roll_back(row, actor=actor_of(request)).kid} is in use again."


def _possible_until(previous: Credential) -> str:
    now, until = timezone.now(), overlap_ends_at(rotating(previous), policy_of(previous.client))
    if until <= now:
        return "Its overlap is over: this is possible only until it is retired, which may be any minute now."
    return f"This is possible until {moment(until)}, {distance(until, now)}: its overlap is over then."


def _made(row: Client) -> list[str]:
    pending = row.credentials.pending().first()
    if pending is not None:
        said = [f"Credential {pending.kid}, which is on its way already, is taken further."]
        if pending.chain:
            return said
    else:
        said = [key_is_made(row)]
    if row.method is AuthMethod.SELF_SIGNED:
        lifetime = row.lifetime or conf.current().certificate_lifetime
        return [*said, f"It gets a self-signed certificate for {row.wanted_subject}, valid for {span(lifetime)}."]
    issuer = issuer_of(row)
    if issuer.is_automatic:
        return [*said, f"The {issuer.describe()} signs its CSR immediately."]
    return [*said, "Then it waits for you: have the CSR signed by your CA and attach the chain."]


def _registered(row: Client) -> list[str]:
    if row.publication == PublicationMethod.CLIENT_API:
        manager = row.environment.management_client or row
        by = "its own token" if manager == row else f"a token of {manager.name}"
        return [f"It is registered through Mosaic's client API with {by}, where Mosaic does not hold it yet."]
    return ["You register it at Mosaic by hand (Publish says how); Mosaic is asked again until it accepts it."]
