"""Runs the doctor on a client and returns its steps by name."""

from __future__ import annotations

from typing import Any

from mosaic_clients.core.diagnosis import CheckStep, Diagnosis
from mosaic_clients.core.remedies import RemedyKind
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.diagnosis import doctor
from tests.mosaic import ACTOR


def examine(client: Client) -> dict[str, CheckStep]:
    return {str(step.name): step for step in whole(client).steps}


def whole(client: Client) -> Diagnosis:
    return doctor.diagnose(Client.objects.get(pk=client.pk), actor=ACTOR)


def states(steps: dict[str, CheckStep]) -> dict[str, list[str]]:
    """The names of the steps, by state."""
    names: dict[str, list[str]] = {}
    for name, step in steps.items():
        names.setdefault(str(step.state), []).append(name)
    return names


def kinds(step: CheckStep) -> list[RemedyKind]:
    """The kinds of the remedies of a step, in order."""
    return [each.kind for each in step.remedy or ()]


def moved(client: Client, **columns: Any) -> Client:
    Environment.objects.filter(pk=client.environment_id).update(**columns)
    return client
