"""What the page of an environment tells of its endpoints: where each comes from, and what Mosaic says otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import badge, in_words
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.oauth.discovery import Difference
from mosaic_clients.core.oauth.endpoints import EndpointSource
from mosaic_clients.core.remedies import Explained
from mosaic_clients.models import Environment
from mosaic_clients.services.environments import discovery

_TONES = {EndpointSource.DEFAULT: "quiet", EndpointSource.DISCOVERED: "success", EndpointSource.OVERRIDDEN: "warning"}


class Discover(Action):
    """Read the discovery document now."""

    slug, label = "discover", "Discover"
    asks_mosaic = True

    def what_happens(self, row: Environment) -> list[str]:
        """The call."""
        used = "The endpoints in it are used from then on, save those that are overridden."
        return [
            f"The discovery document is read from {row.endpoints.discovery} and stored.",
            used if row.use_discovery else "No endpoint changes: “use discovery” is off for this environment.",
            "If that fails, the document there is stays.",
        ]

    def do(self, request: HttpRequest, row: Environment, given: dict[str, Any]) -> Outcome:
        """Read."""
        found = discovery.discover(row, actor=actor_of(request))
        notes: list[tuple[int, str | Explained]] = [(messages.WARNING, str(difference)) for difference in found]
        return Outcome([f"Read the discovery document of {row.name}: {_counted(found)}."], notes)


@dataclass(frozen=True, slots=True)
class EndpointLine:
    """One endpoint of the table."""

    name: str
    url: str
    source: SafeString


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything the template shows; ``problem`` is why there is nothing."""

    endpoints: list[EndpointLine] = field(default_factory=list)
    drift: list[Difference] = field(default_factory=list)
    problem: str = ""


def metadata(environment: Environment) -> Metadata:
    """The endpoints and the drift of an environment. Nobody is asked."""
    try:
        lines = [
            EndpointLine(in_words(name), located.url, badge(located.source.value, _TONES[located.source]))
            for name, located in environment.located.items()
        ]
        return Metadata(lines, discovery.drift(environment))
    except MosaicError as error:
        return Metadata(problem=str(error))


def _counted(found: list[Difference]) -> str:
    if not found:
        return "nothing differs from what was stored"
    return f"{len(found)} {'thing differs' if len(found) == 1 else 'things differ'} from what was stored"
