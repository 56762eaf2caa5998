"""A frozen clock, a sandbox, and the steps that every part of the scenario shares."""

from __future__ import annotations

import base64
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any, Self

from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicError
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox, client_ca
from mosaic_clients.sandbox import clock as sandbox_clock
from mosaic_clients.sandbox.client_api import routes
from mosaic_clients.sandbox.tenant import client_authentication, signing
from mosaic_clients.services.alerts import certificate_expiry, proof_overdue, signing_keys
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests import mosaic

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ENDING = 40 * DAY + 6 * HOUR
"""Lifetime of the certificates that expire 30 hours after the dump."""

DUMP_DAY = datetime(2026, 11, 29, 12, tzinfo=UTC)
"""The moment of the dump."""

ENCRYPTION_KEY = base64.urlsafe_b64encode(b"upgrade-tests-only-throwaway-key").decode()
"""Seals every secret of the dumps. A throw-away key: nothing else is sealed with it."""

OPERATOR = "olivia"
PORT = 18443
"""Fixed, because the base URLs of the environments contain it."""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = DUMP_DAY - 101 * DAY

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, moment: datetime) -> None:
        assert moment >= self.now, "the steps are in chronological order"
        self.now = moment


class Scenario:
    """One sandbox and one database. ``facts`` is what the tests must know beside the dump."""

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.sandbox, self.clock, self.end = sandbox, clock, DUMP_DAY
        self.facts: dict[str, Any] = {"now": DUMP_DAY.isoformat(), "encryption_key": ENCRYPTION_KEY}

    def at(self, before_the_end: timedelta) -> None:
        """Move the clock to that long before the dump, with a sweep once a day."""
        target = DUMP_DAY - before_the_end
        while self.clock.now + DAY < target:
            self.clock.go_to(self.clock.now + DAY)
            self.sweep()
        self.clock.go_to(target)
        self.sweep()

    def sweep(self) -> None:
        """Run what beat schedules, without the refresh of access tokens."""
        now = self.clock.now
        for environment_id in signing_key_refresh.due(now):
            with suppress(MosaicError):
                signing_key_refresh.refresh_due(Environment.objects.get(pk=environment_id))
        for client_id in rotation_runner.due(now):
            rotation_runner.advance(Client.objects.select_related("environment").get(pk=client_id), actor="worker")
        certificate_expiry.send_due(now)
        proof_overdue.send_due(now)
        signing_keys.send_due(now)

    def client(
        self, name: str, environment: str = "live", method: AuthMethod = AuthMethod.SELF_SIGNED, **columns: Any
    ) -> Client:
        """Register a client, without a key yet, in the database and the sandbox."""
        where = Environment.objects.get(name=environment)
        known = {"client_id": f"{name}.transmit", "automatic": False}
        return mosaic.add_client(self.sandbox, where, name, method, **{**known, **columns})

    def active(self, name: str, environment: str = "live", **columns: Any) -> Client:
        """Register a client and activate its first credential."""
        client = self.client(name, environment, **columns)
        mosaic.activate(self.sandbox, client)
        return client


def freeze(clock: Clock) -> None:
    """Make this clock the time of the product and of the sandbox, in this process."""

    class Frozen(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(clock.now.timestamp(), tz)

    timezone.now = clock
    for module in (client_authentication, client_ca):
        module.datetime = Frozen  # type: ignore[attr-defined]
    for module in (routes, signing, sandbox_clock):
        module.time = SimpleNamespace(time=lambda: clock.now.timestamp())  # type: ignore[attr-defined]  # noqa: PLW0108
