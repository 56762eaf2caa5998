"""One rotation run at a time per client: the run leases the client, and the next sweep follows a killed one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from mosaic_clients import conf
from mosaic_clients.core.errors import MoveRefused
from mosaic_clients.core.rotation.planner import wake_at
from mosaic_clients.models import Client
from mosaic_clients.services import leases
from mosaic_clients.services.leases import Lease
from mosaic_clients.services.planning.plan import plan

_LOOK_AGAIN = timedelta(days=1)
"""A client is looked at this often in any case: settings change, and they are in no row."""


@dataclass(frozen=True, slots=True)
class RotationLease:
    """The lease that one run has on its client."""

    client: Client
    lease: Lease[Client]

    def renew(self) -> None:
        """Hold the client for another call to Mosaic; raises MoveRefused where another run has taken it over."""
        if not self.lease.renew(_duration()):
            raise _taken(self.client)

    def writing(self) -> AbstractContextManager[bool]:
        """A transaction in which no other run can take the client over; False where one has done so before."""
        return self.lease.writing()


@contextmanager
def leased(client: Client, *, take_over: bool = False) -> Iterator[RotationLease]:
    """Hold a client for one run; raises MoveRefused where another run holds it, unless ``take_over`` is set."""
    lease = leases.claim(Client, client.pk, _duration(), take_over=take_over)
    if lease is None:
        raise _taken(client)
    try:
        client.refresh_from_db()
        yield RotationLease(client, lease)
    finally:
        _release(client, lease)


def _release(client: Client, lease: Lease[Client]) -> None:
    """End the lease and store when to look again, unless another process has stored that during the run."""
    client.refresh_from_db()
    latest = timezone.now() + _LOOK_AGAIN
    wake = min(wake_at(plan(client, timezone.now())) or latest, latest)
    lease.held.filter(rotation_due_at=client.rotation_due_at).update(rotation_due_at=wake)
    lease.release()
    client.refresh_from_db()  # so that a later save does not store the ended claim


def _taken(client: Client) -> MoveRefused:
    return MoveRefused(f"Somebody else is rotating {client.name!r} right now.")


def _duration() -> timedelta:
    return timedelta(seconds=conf.current().ROTATION_LEASE)
