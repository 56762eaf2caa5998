"""Examining a client's connection from its page, and how it stands with FAPI 2.0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.safestring import SafeString

from mosaic_clients.admin.columns import badge, in_words
from mosaic_clients.admin.pages import actor_of
from mosaic_clients.admin.verb import Outcome, Verb
from mosaic_clients.core.diagnosis import State, Step
from mosaic_clients.models import Client
from mosaic_clients.services import diagnosis, fapi

_LEVELS = {
    State.OK: messages.SUCCESS,
    State.FAILED: messages.ERROR,
    State.SKIPPED: messages.INFO,
    State.NOT_REACHED: messages.WARNING,
}
_NAMES = {"dns": "DNS", "tcp": "TCP", "tls": "TLS", "oauth": "OAuth", "fapi": "FAPI"}


class CheckConnection(Verb):
    """The doctor."""

    slug, label = "check-connection", "Check connection"

    def what_happens(self, row: Client) -> list[str]:
        """What is done, and what comes of it."""
        return [
            f"The way to {row.environment.endpoints.token} is examined step by step: name, port, TLS, certificates.",
            "Mosaic is asked for one access token with the credential in use, or else with the staged one.",
            "The token is checked and forgotten: nothing is stored, and no credential changes.",
        ]

    def do(self, request: HttpRequest, row: Client, given: dict[str, Any]) -> Outcome:
        """Examine."""
        found = diagnosis.diagnose(row, actor=actor_of(request))
        notes = [(_LEVELS[step.state], _in_words(step)) for step in found.steps]
        if found.is_healthy:
            return Outcome([f"The connection of {row.name} is well."], notes)
        return Outcome([], [(messages.ERROR, f"The connection of {row.name} is not well."), *notes])


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the table."""

    rule: str
    state: SafeString
    why: str


def fapi_lines(client: Client) -> list[RuleLine]:
    """How a client that is registered as FAPI 2.0 meets its rules; nothing for any other."""
    if not client.fapi:
        return []
    shown = {True: badge("met", "success"), False: badge("not met", "error"), None: badge("see Mosaic", "warning")}
    return [RuleLine(finding.rule, shown[finding.met], finding.why) for finding in fapi.findings(client)]


def _in_words(step: Step) -> str:
    name = _NAMES.get(step.name) or in_words(step.name)
    return f"{name}, {step.state}: {step.seen} {step.remedy}".strip()
