"""The endpoints on the page of an environment: the origin of each, and the differences from discovery."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import badge, readable_name
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.oauth.discovery import Difference
from mosaic_clients.core.oauth.endpoints import EndpointSource
from mosaic_clients.core.remedies import Explained
from mosaic_clients.models import Environment
from mosaic_clients.services.environments import discovery

_TONES = {EndpointSource.DEFAULT: "quiet", EndpointSource.DISCOVERED: "success", EndpointSource.OVERRIDDEN: "warning"}


class Discover(Action):
    """Reads the discovery document now."""

    slug, label = "discover", "Discover"
    asks_mosaic = True

    def consequences(self, row: Environment) -> list[str]:
        """Returns the request, and whether its endpoints are used."""
        usage = "Its endpoints are used from then on, except those that are overridden."
        return [
            f"The discovery document is read from {row.endpoints.discovery} and stored.",
            usage if row.use_discovery else "No endpoint changes: “Use discovery” is off for this environment.",
            "If it fails, the stored document is kept.",
        ]

    def do(self, request: HttpRequest, row: Environment, form_data: dict[str, Any]) -> Outcome:
        """Reads the document, with one message per difference."""
        differences = discovery.discover(row, actor=actor_of(request))
        notes: list[tuple[int, str | Explained]] = [(messages.WARNING, str(difference)) for difference in differences]
        return Outcome([f"Read the discovery document of {row.name}: {_count(differences)}."], notes)


@dataclass(frozen=True, slots=True)
class EndpointLine:
    """One endpoint of the table."""

    name: str
    url: str
    source: SafeString


@dataclass(frozen=True, slots=True)
class Metadata:
    """The context of the template. ``problem`` is the reason if there are no endpoints."""

    endpoints: list[EndpointLine] = field(default_factory=list)
    drift: list[Difference] = field(default_factory=list)
    problem: str = ""


def metadata(environment: Environment) -> Metadata:
    """Returns the endpoints and the drift of an environment, without a request to Mosaic."""
    try:
        lines = [
            EndpointLine(readable_name(name), located.url, badge(located.source.value, _TONES[located.source]))
            for name, located in environment.located.items()
        ]
        return Metadata(lines, discovery.drift(environment))
    except MosaicError as error:
        return Metadata(problem=str(error))


def _count(differences: list[Difference]) -> str:
    if not differences:
        return "no differences from the stored settings"
    return f"{len(differences)} difference{'' if len(differences) == 1 else 's'} from the stored settings"
