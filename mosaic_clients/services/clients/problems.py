"""The problem of a client, shown on it until it is solved."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction

from mosaic_clients.models import Client
from mosaic_clients.services import events


def note_problem(
    client: Client,
    problem: str,
    *,
    now: datetime,
    actor: str,
    about: Literal["problem", "rotation_problem"] = "problem",
) -> None:
    """Stores a problem with the client's tokens or its rotation, or clears it if empty; a change records an event."""
    before = getattr(client, about)
    if before == problem[:500]:
        return
    setattr(client, about, problem[:500])
    client.problem_at = now if client.problem or client.rotation_problem else None
    with transaction.atomic():
        client.save(update_fields=[about, "problem_at"])
        events.record("problem" if problem else "problem_solved", actor=actor, client=client, detail=problem or before)
