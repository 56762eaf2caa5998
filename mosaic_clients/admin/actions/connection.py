"""Examining a client's connection from its page, and how it stands with FAPI 2.0."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.base import Action, Outcome
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import badge, in_words
from mosaic_clients.admin.remedies import Viewer, render
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import Diagnosis, State
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.models import Client
from mosaic_clients.services.diagnosis import doctor, fapi

_TONES = {State.OK: "success", State.FAILED: "error", State.SKIPPED: "quiet", State.NOT_REACHED: "warning"}
_NAMES = {"dns": "DNS", "tcp": "TCP", "tls": "TLS", "oauth": "OAuth", "fapi": "FAPI"}
_KEPT = "mosaic_clients_diagnosis"
"""Where the session keeps what was found last: of one client, and nothing secret."""


class CheckConnection(Action):
    """The doctor."""

    slug, label = "check-connection", "Check connection"
    asks_mosaic = True
    template = "admin/mosaic_clients/connection.html"

    def what_happens(self, row: Client) -> list[str]:
        """What is done, and what comes of it."""
        return [
            f"The way to {row.environment.endpoints.token} is examined step by step: name, port, TLS, certificates.",
            "Mosaic is asked for one access token with the credential in use, or else with the staged one.",
            "The token is checked and forgotten: nothing is stored, and no credential changes.",
        ]

    def context(self, page: Any, request: HttpRequest, row: Client) -> dict[str, Any]:
        """What was found the last time, if that was this client."""
        environment = row.environment
        seen = page.may_see(request, type(environment))
        found = _kept(request, row, Viewer(request, page.admin_site))
        return {"found": found, "environment_url": page.page_url("change", environment) if seen else ""}

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> Outcome:
        """Examine, and keep what was found."""
        found = doctor.diagnose(row, actor=actor_of(request))
        _keep(request, row, found)
        if found.is_healthy:
            return Outcome([f"The connection of {row.name} is well."], stays=True)
        return Outcome([], [(messages.ERROR, f"The connection of {row.name} is not well.")], stays=True)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the table."""

    name: str
    state: SafeString
    seen: str
    remedy: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """What the doctor found, and when."""

    at: datetime
    url: str
    kid: str
    is_healthy: bool
    lines: list[StepLine]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the table."""

    rule: str
    state: SafeString
    why: str
    remedy: SafeString


def fapi_lines(client: Client, viewer: Viewer) -> list[RuleLine]:
    """How a client that is registered as FAPI 2.0 meets its rules; nothing for any other."""
    if not client.fapi:
        return []
    shown = {True: badge("met", "success"), False: badge("not met", "error"), None: badge("see Mosaic", "warning")}
    return [
        RuleLine(finding.rule, shown[finding.met], finding.why, render(finding.remedy, viewer))
        for finding in fapi.findings(client)
    ]


def _keep(request: HttpRequest, client: Client, found: Diagnosis) -> None:
    request.session[_KEPT] = {
        "client": str(client.pk),
        "at": timezone.now().isoformat(),
        "url": found.url,
        "kid": found.kid,
        "is_healthy": found.is_healthy,
        "steps": [
            [step.name, step.state, step.seen, asdict(step.remedy) if step.remedy else None] for step in found.steps
        ],
    }


def _kept(request: HttpRequest, client: Client, viewer: Viewer) -> Found | None:
    kept = request.session.get(_KEPT, {})
    if kept.get("client") != str(client.pk):
        return None
    lines = [
        StepLine(_name(name), badge(state, _TONES[State(state)]), _seen(state, seen), render(_remedy(remedy), viewer))
        for name, state, seen, remedy in kept["steps"]
    ]
    return Found(datetime.fromisoformat(kept["at"]), kept["url"], kept["kid"], kept["is_healthy"], lines)


def _remedy(kept: dict[str, Any] | None) -> Remedy | None:
    """A remedy as the session keeps it."""
    if kept is None:
        return None
    method = AuthMethod(kept["auth_method"]) if kept["auth_method"] else None
    return Remedy(**{**kept, "kind": RemedyKind(kept["kind"]), "auth_method": method, "then": _remedy(kept["then"])})


def _name(step: str) -> str:
    return _NAMES.get(step) or in_words(step).capitalize()


def _seen(state: str, seen: str) -> str:
    """What was seen; of a step that was not reached, the step that it needs by its name here."""
    needs, _, step = seen.partition(" ")
    return f"{needs} {_name(step)}" if state == State.NOT_REACHED and step else seen
