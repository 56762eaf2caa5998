"""One walker at a time: it holds the client by a claim with an end, so that the next sweep follows a killed one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.planner import wake_at
from mosaic_clients.models import Client
from mosaic_clients.services.planning.plan import plan

_LOOK_AGAIN = timedelta(days=1)
"""A client is looked at this often in any case: settings change, and they are in no row."""


@dataclass(frozen=True, slots=True)
class RotationLease:
    """That one walker has a client for itself, for so long and no longer."""

    client: Client
    id: uuid.UUID

    def renew(self) -> None:
        """Hold the client for another call to Mosaic; raises MoveRefused where somebody else has it by now."""
        held = Client.objects.filter(pk=self.client.pk, claim=self.id)
        if not held.update(claimed_until=timezone.now() + _lease()):
            raise _taken(self.client)

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """A transaction in which nobody else can take the client; False where somebody has it."""
        with transaction.atomic():
            yield Client.objects.select_for_update().filter(pk=self.client.pk, claim=self.id).exists()


@contextmanager
def leased(client: Client, *, take_over: bool = False) -> Iterator[RotationLease]:
    """Hold a client for one walk; raises MoveRefused where somebody else does, unless it is to be taken over."""
    now, claim = timezone.now(), RotationLease(client, uuid.uuid4())
    free = Q() if take_over else Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    if not Client.objects.filter(free, pk=client.pk).update(claim=claim.id, claimed_until=now + _lease()):
        raise _taken(client)
    try:
        client.refresh_from_db()
        yield claim
    finally:
        _release(client, claim)


def _release(client: Client, claim: RotationLease) -> None:
    """Give the client back, and say when to look again, unless somebody else said so during the walk."""
    client.refresh_from_db()
    latest = timezone.now() + _LOOK_AGAIN
    wake = min(wake_at(plan(client, timezone.now())) or latest, latest)
    held = Client.objects.filter(pk=client.pk, claim=claim.id)
    held.filter(rotation_due_at=client.rotation_due_at).update(rotation_due_at=wake)
    held.update(claim=None, claimed_until=None)
    client.refresh_from_db()  # a claim that has ended is not to be saved with it


def _taken(client: Client) -> MoveRefused:
    return MoveRefused(f"Somebody else is rotating {client.name!r} right now.")


def _lease() -> timedelta:
    return timedelta(seconds=conf.current().ROTATION_LEASE)
