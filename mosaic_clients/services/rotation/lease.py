"""At most one rotation run at a time for each client. After a killed run, the next sweep continues."""

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

_MAX_WAIT = timedelta(days=1)
"""Every client is planned at least this often, because settings may change and are not in the database."""


@dataclass(frozen=True, slots=True)
class RotationLease:
    """The lease of one run on its client."""

    client: Client
    lease: Lease[Client]

    def renew(self) -> None:
        """Hold the client for another call to Mosaic; raises MoveRefused if another run has taken over."""
        if not self.lease.renew(_duration()):
            raise _taken(self.client)

    def writing(self) -> AbstractContextManager[bool]:
        """Open a transaction in which the client stays locked. Yields False if another run has taken over before."""
        return self.lease.writing()


@contextmanager
def leased(client: Client, *, take_over: bool = False) -> Iterator[RotationLease]:
    """Hold a client for one run; raises MoveRefused if another run holds it, unless ``take_over`` is set."""
    lease = leases.acquire(Client, client.pk, _duration(), take_over=take_over)
    if lease is None:
        raise _taken(client)
    try:
        reread(client)
        yield RotationLease(client, lease)
    finally:
        _release(client, lease)


def reread(client: Client) -> None:
    """Read the client again with its environment, which every plan needs, in one query."""
    client.refresh_from_db(from_queryset=Client.objects.select_related("environment"))


def _release(client: Client, lease: Lease[Client]) -> None:
    """End the lease and store when the client is due again, unless another process has stored that during the run."""
    reread(client)
    latest = timezone.now() + _MAX_WAIT
    due_at = min(wake_at(plan(client, timezone.now())) or latest, latest)
    is_unchanged = lease.queryset.filter(rotation_due_at=client.rotation_due_at)
    if not is_unchanged.update(rotation_due_at=due_at, **leases.RELEASED):
        lease.release()
    # A later save must not store the ended lease.
    client.refresh_from_db(fields=["claim", "claimed_until", "rotation_due_at"])


def _taken(client: Client) -> MoveRefused:
    return MoveRefused(f"Another process is rotating {client.name!r} right now.")


def _duration() -> timedelta:
    return timedelta(seconds=conf.current().ROTATION_LEASE)
