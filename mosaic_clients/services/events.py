"""Records events in the database and in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

from mosaic_clients.models import Client, Credential, Environment, Event

logger = logging.getLogger("mosaic_clients.events")

WORKER = "worker"
SHELL = "shell"

_reason: ContextVar[str] = ContextVar("reason", default="")


@contextmanager
def reason(text: str) -> Iterator[None]:
    """Adds a reason, such as that of a rotation step, to every event recorded inside."""
    token = _reason.set(text)
    try:
        yield
    finally:
        _reason.reset(token)


def record(
    kind: str,
    *,
    actor: str,
    client: Client | None = None,
    credential: Credential | None = None,
    environment: Environment | None = None,
    detail: str = "",
) -> Event:
    """Adds one event and logs it, with the surrounding ``reason``. ``detail`` never contains keys or tokens."""
    if cause := _reason.get():
        detail = f"{detail[:400]} ({cause})" if detail else cause
    if environment is None and client is not None:
        environment = client.environment
    event = Event.objects.create(
        at=timezone.now(),
        kind=kind,
        actor=_one_line(actor, 150),
        environment=environment,
        client=client,
        client_name=client.name if client else "",
        kid=credential.kid if credential else "",
        detail=_one_line(detail, 500),
    )
    logger.info(
        "%s client=%s kid=%s actor=%s %s", kind, event.client_name or "-", event.kid or "-", event.actor, event.detail
    )
    return event


def _one_line(text: str, length: int) -> str:
    """Replaces characters that could start a new line in the log."""
    return "".join(character if character.isprintable() else " " for character in text)[:length]
