"""Publishing to Mosaic: through its client API, or manually with all values for the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.actions.portal_registration import registration
from mosaic_clients.admin.actions.rotation_messages import continue_rotation
from mosaic_clients.admin.base import actor_of
from mosaic_clients.core.remedies import Explained
from mosaic_clients.core.rotation.lifecycle import IN_KEY_SET
from mosaic_clients.models import Client
from mosaic_clients.services.planning import manual_steps
from mosaic_clients.services.planning.plan import rotation_state
from mosaic_clients.services.rotation import publication

_NOTHING = "nothing"
"""The hidden value for a retired client without material; it cannot be confused with a digest."""


class DisplayedMaterialForm(forms.Form):
    """The digests of the material that the page shows."""

    displayed = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Returns the digests as a set, which may be empty. Raises ValidationError if the field is missing."""
        digests = frozenset(self.cleaned_data.get("displayed", "").split())
        if not digests:
            raise ValidationError("Open this page again and register the values it shows.")
        return {"displayed": digests - {_NOTHING}}


class Publish(Action):
    """Publishes the current material to Mosaic."""

    slug, label = "publish", "Publish"
    asks_mosaic = True
    template = "admin/mosaic_clients/publish.html"

    def applies(self, row: Client) -> bool:
        """Returns whether Mosaic must hold material of this client, or still holds some."""
        return bool(row.published) or row.credentials.filter(status__in=IN_KEY_SET).exists()

    def form_class(self, row: Client) -> type[forms.Form]:
        """Returns a hidden field with the displayed material, if the operator publishes manually."""
        return forms.Form if _by_api(row) else DisplayedMaterialForm

    def initial(self, row: Client) -> dict[str, Any]:
        """Returns the digests of the material that Mosaic must hold now."""
        return {"displayed": " ".join(sorted(rotation_state(row).wanted)) or _NOTHING}

    def confirmation(self, row: Client) -> str:
        """Returns whether the operator pushes or confirms."""
        return "Push to Mosaic" if _by_api(row) else "I have registered it"

    def consequences(self, row: Client) -> list[str | Explained]:
        """Returns who writes to Mosaic. Raises MoveRefused if there is nothing to publish."""
        if not (row.published and rotation_state(row).is_over):
            publication.authentication_configuration(row)
        if not _by_api(row):
            return [
                manual_steps.refusal(row),
                "Enter the values below in the Admin Portal, then confirm at the bottom.",
            ]
        manager = row.environment.management_client or row
        own = "its own token: a mistake would lock it out"
        authorization = own if manager == row else f"a token of {manager.name}"
        return [
            f"Mosaic's client API is called at {row.environment.endpoints.client_api}, with {authorization}.",
            "The client's authentication method and material are replaced, then read back and compared.",
            "Token binding is turned on in Mosaic if it is on here, and never turned off.",
            "Other keys in Mosaic are not touched.",
        ]

    def context(self, page: Any, request: HttpRequest, row: Client) -> dict[str, Any]:
        """Returns the values for the portal."""
        return {
            "registration": registration(row),
            "by_api": _by_api(row),
            "compare": page.button(Compare(), row) if _by_api(row) else None,
        }

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> Outcome:
        """Pushes, or records the operator's confirmation; then continues the rotation."""
        actor = actor_of(request)
        if _by_api(row):
            publication.push(row, publication.client_api(row), actor=actor)
            return continue_rotation(row, actor=actor, first=f"Mosaic holds the current material of {row.name}.")
        publication.confirm(row, actor=actor, displayed=form_data["displayed"])
        return continue_rotation(row, actor=actor, first="Confirmed: the current material is registered at Mosaic.")


class Compare(Action):
    """Compares the material with Mosaic."""

    slug, label = "compare", "Compare with Mosaic"
    asks_mosaic = True

    def applies(self, row: Client) -> bool:
        """Returns whether the client API is used and there is material to compare."""
        return _by_api(row) and row.credentials.filter(status__in=IN_KEY_SET).exists()

    def consequences(self, row: Client) -> list[str]:
        """Returns the request. Raises MoveRefused if there is nothing to compare."""
        publication.authentication_configuration(row)
        api = row.environment.endpoints.client_api
        return [f"Reads the configuration of {row.client_id} from Mosaic's client API at {api}. Nothing is changed."]

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> Outcome:
        """Compares, with one message per difference."""
        comparison = publication.compare(row, publication.client_api(row), actor=actor_of(request))
        notes: list[tuple[int, str | Explained]] = [(messages.WARNING, line) for line in comparison.differences]
        notes += [(messages.INFO, line) for line in comparison.remarks]
        if not comparison.differences:
            return Outcome(["Compared with Mosaic: no differences."], notes)
        count = len(comparison.differences)
        return Outcome([f"Compared with Mosaic: {count} difference{'' if count == 1 else 's'}."], notes)


def _by_api(row: Client) -> bool:
    return not manual_steps.why_manual(row)
