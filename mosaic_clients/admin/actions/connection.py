"""The connection check of a client, and its FAPI 2.0 rules."""

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
from mosaic_clients.admin.display import badge, readable_name
from mosaic_clients.admin.remedies import Viewer, render
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.diagnosis import CheckState, Diagnosis
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.models import Client
from mosaic_clients.services.diagnosis import doctor, fapi

_TONES = {
    CheckState.OK: "success",
    CheckState.FAILED: "error",
    CheckState.SKIPPED: "quiet",
    CheckState.NOT_REACHED: "warning",
}
_NAMES = {"dns": "DNS", "tcp": "TCP", "tls": "TLS", "oauth": "OAuth", "fapi": "FAPI"}
_SESSION_KEY = "mosaic_clients_diagnosis"
"""The session key of the last report. It covers one client and contains no secret."""


class CheckConnection(Action):
    """Checks the connection from this server to Mosaic."""

    slug, label = "check-connection", "Check connection"
    asks_mosaic = True
    template = "admin/mosaic_clients/connection.html"

    def consequences(self, row: Client) -> list[str]:
        """Returns what is checked, and that nothing changes."""
        return [
            f"Checks each step of the connection to {row.environment.endpoints.token}: DNS, port, TLS, certificates.",
            "Requests one access token with the credential in use, or with the staged one if none is in use.",
            "Checks the token and discards it: nothing is stored, and no credential changes.",
        ]

    def context(self, page: Any, request: HttpRequest, row: Client) -> dict[str, Any]:
        """Returns the last report, if it is about this client."""
        environment = row.environment
        is_visible = page.may_see(request, type(environment))
        report = _stored_report(request, row, Viewer(request, page.admin_site))
        return {"report": report, "environment_url": page.page_url("change", environment) if is_visible else ""}

    def do(self, request: HttpRequest, row: Client, form_data: dict[str, Any]) -> Outcome:
        """Checks the connection and stores the report in the session."""
        diagnosis = doctor.diagnose(row, actor=actor_of(request))
        _store_report(request, row, diagnosis)
        if diagnosis.is_healthy:
            return Outcome([f"Connection OK: {row.name}."], stays_on_page=True)
        return Outcome([], [(messages.ERROR, f"Connection failed: {row.name}.")], stays_on_page=True)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the table."""

    name: str
    state: SafeString
    observation: str
    remedy: SafeString


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """The result of a connection check, with its time."""

    time: datetime
    url: str
    kid: str
    is_healthy: bool
    lines: list[StepLine]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the table."""

    rule: str
    state: SafeString
    reason: str
    remedy: SafeString


def fapi_lines(client: Client, viewer: Viewer) -> list[RuleLine]:
    """Returns whether a FAPI 2.0 client meets each rule; empty for other clients."""
    if not client.fapi:
        return []
    badges = {True: badge("met", "success"), False: badge("not met", "error"), None: badge("see Mosaic", "warning")}
    return [
        RuleLine(finding.rule, badges[finding.met], finding.why, render(finding.remedy, viewer))
        for finding in fapi.findings(client)
    ]


def _store_report(request: HttpRequest, client: Client, diagnosis: Diagnosis) -> None:
    request.session[_SESSION_KEY] = {
        "client": str(client.pk),
        "at": timezone.now().isoformat(),
        "url": diagnosis.url,
        "kid": diagnosis.kid,
        "is_healthy": diagnosis.is_healthy,
        "steps": [
            [step.name, step.state, step.seen, asdict(step.remedy) if step.remedy else None] for step in diagnosis.steps
        ],
    }


def _stored_report(request: HttpRequest, client: Client, viewer: Viewer) -> ConnectionReport | None:
    stored = request.session.get(_SESSION_KEY, {})
    if stored.get("client") != str(client.pk):
        return None
    lines = [
        StepLine(
            _name(name),
            badge(state, _TONES[CheckState(state)]),
            _observation(state, observation),
            render(_remedy(remedy), viewer),
        )
        for name, state, observation, remedy in stored["steps"]
    ]
    time = datetime.fromisoformat(stored["at"])
    return ConnectionReport(time, stored["url"], stored["kid"], stored["is_healthy"], lines)


def _remedy(stored: dict[str, Any] | None) -> Remedy | None:
    """Restores a remedy from the session."""
    if stored is None:
        return None
    method = AuthMethod(stored["auth_method"]) if stored["auth_method"] else None
    return Remedy(
        **{**stored, "kind": RemedyKind(stored["kind"]), "auth_method": method, "then": _remedy(stored["then"])}
    )


def _name(step: str) -> str:
    return _NAMES.get(step) or readable_name(step).capitalize()


def _observation(state: str, observation: str) -> str:
    """Returns what the check saw; for a step that was not reached, the readable name of the step that it needs."""
    needs, _, step = observation.partition(" ")
    return f"{needs} {_name(step)}" if state == CheckState.NOT_REACHED and step else observation
