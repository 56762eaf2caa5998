"""Reads what a rotation printed, and which credential is active after it."""

from __future__ import annotations

from mosaic_clients.models import Client


def steps(printed: str) -> list[str]:
    """Returns the steps that the output lists as done, without the kids."""
    return [line.split()[1] for line in printed.splitlines() if line.startswith("done ")]


def waits(printed: str) -> str:
    """Returns what the rotation waits for."""
    (line,) = [line for line in printed.splitlines() if line.startswith("waits ")]
    return line.removeprefix("waits").strip()


def active_kid(client: Client) -> str:
    kid: str = client.credentials.active().get().kid
    return kid
