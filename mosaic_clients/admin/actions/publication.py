"""Getting the material to Mosaic: by its client API, or by hand with everything that goes into the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.portal_registration import registration
from mosaic_clients.admin.actions.rotation_messages import go_on
from mosaic_clients.admin.base import actor_of
from mosaic_clients.core.remedies import Explained
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET
from mosaic_clients.models import Client
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import rotation_state
from mosaic_clients.services.rotation import publication

_NOTHING = "nothing"
"""What was shown of a client that is out of service: a digest is no word."""


class ShownForm(forms.Form):
    """The material that the operator was shown."""

    seen = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """As a set, which may be empty; raises ValidationError where the page did not say."""
        seen = frozenset(self.cleaned_data.get("seen", "").split())
        if not seen:
            raise ValidationError("Open this page again, and register what it shows.")
        return {"seen": seen - {_NOTHING}}


class Publish(Action):
    """Have Mosaic hold what it must hold."""

    slug, label = "publish", "Publish"
    asks_mosaic = True
    template = "admin/mosaic_clients/publish.html"

    def applies(self, row: Client) -> bool:
        """While there is anything to hold, or to let go."""
        return bool(row.published) or row.credentials.filter(status__in=IN_KEY_SET).exists()

    def form_class(self, row: Client) -> type[forms.Form]:
        """By hand: what was shown."""
        return forms.Form if _by_api(row) else ShownForm

    def initial(self, row: Client) -> dict[str, Any]:
        """What Mosaic must hold now."""
        return {"seen": " ".join(sorted(rotation_state(row).wanted)) or _NOTHING}

    def confirmation(self, row: Client) -> str:
        """What the operator says or wants."""
        return "Push to Mosaic" if _by_api(row) else "I have registered it"

    def what_happens(self, row: Client) -> list[str | Explained]:
        """Who writes it; raises MoveRefused where there is nothing to publish."""
        if not (row.published and rotation_state(row).is_over):
            publication.authentication_configuration(row)
        if not _by_api(row):
            return [
                manual_steps.refusal(row),
                "Enter the values below in the Admin Portal, then confirm at the bottom.",
            ]
        manager = row.environment.management_client or row
        who = "its own token: a wrong push would lock it out" if manager == row else f"a token of {manager.name}"
        return [
            f"Mosaic's client API is called at {row.environment.endpoints.client_api}, with {who}.",
            "The client's authentication method and material are replaced, and read back to compare.",
            "Token binding is switched on there where it is on here, and never off.",
            "Keys there that were not made here stay.",
        ]

    def context(self, page: Any, request: HttpRequest, row: Client) -> dict[str, Any]:
        """What goes where in the portal."""
        return {
            "registration": registration(row),
            "by_api": _by_api(row),
            "compare": page.button(Compare(), row) if _by_api(row) else None,
        }

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> Outcome:
        """Push, or take the operator's word; then walk on."""
        actor = actor_of(request)
        if _by_api(row):
            publication.push(row, publication.client_api(row), actor=actor)
            return go_on(row, actor=actor, first=f"Mosaic holds the current material of {row.name}.")
        publication.confirm(row, actor=actor, seen=given["seen"])
        return go_on(row, actor=actor, first="Noted: the current material is registered at Mosaic.")


class Compare(Action):
    """Ask Mosaic what it holds."""

    slug, label = "compare", "Compare with Mosaic"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """Where there is an API that can be asked, and something to compare."""
        return _by_api(row) and row.credentials.filter(status__in=IN_KEY_SET).exists()

    def what_happens(self, row: Client) -> list[str]:
        """The call; raises MoveRefused where there is nothing to compare."""
        publication.authentication_configuration(row)
        api = row.environment.endpoints.client_api
        return [f"Mosaic's client API is asked at {api} what it holds of {row.client_id}. Nothing is changed there."]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> Outcome:
        """Compare, a message for each difference."""
        found = publication.compare(row, publication.client_api(row), actor=actor_of(request))
        notes: list[tuple[int, str | Explained]] = [(messages.WARNING, line) for line in found.differences]
        notes += [(messages.INFO, line) for line in found.remarks]
        if not found.differences:
            return Outcome(["Compared: Mosaic holds what it should hold."], notes)
        ways = f"{len(found.differences)} difference{'' if len(found.differences) == 1 else 's'}"
        return Outcome([f"Compared with Mosaic: {ways}."], notes)


def _by_api(row: Client) -> bool:
    return not manual_steps.why_manual(row)
