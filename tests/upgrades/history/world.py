"""A clock that stands still, a Mosaic on this machine, and the steps that every part of the history shares."""

from __future__ import annotations

import base64
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any, Self

from django.utils import timezone

from mosaic_clients.core.errors import MosaicError
from mosaic_clients.core.lifecycle import AuthMethod
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox, client_api, client_authentication, client_ca, signing
from mosaic_clients.sandbox import clock as sandbox_clock
from mosaic_clients.services import alerts, rotation, rotation_alerts, signing_key_alerts, signing_keys
from tests import mosaic

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ENDING = 40 * DAY + 6 * HOUR
"""The life of what ends a day and a quarter after the dump was taken."""

DUMP_DAY = datetime(2026, 11, 29, 12, tzinfo=UTC)
"""The moment at which the history ends and the dump is taken."""

ENCRYPTION_KEY = base64.urlsafe_b64encode(b"upgrade-tests-only-throwaway-key").decode()
"""Opens every secret of the dumps. Throw-away: nothing outside these tests is sealed with it."""

OPERATOR = "olivia"
PORT = 18443
"""Fixed, because the addresses of the environments are written down with it."""


class Clock:
    """The time of the product and of the certificates, which moves where the history says so."""

    def __init__(self) -> None:
        self.now = DUMP_DAY - 101 * DAY

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, moment: datetime) -> None:
        assert moment >= self.now, "the history is told in order"
        self.now = moment


class World:
    """One Mosaic and one database. ``facts`` is what a test must know beside the dump."""

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.sandbox, self.clock, self.end = sandbox, clock, DUMP_DAY
        self.facts: dict[str, Any] = {"now": DUMP_DAY.isoformat(), "encryption_key": ENCRYPTION_KEY}

    def at(self, before_the_end: timedelta) -> None:
        """Go on to so long before the dump is taken, with a look around once a day, as beat does."""
        target = DUMP_DAY - before_the_end
        while self.clock.now + DAY < target:
            self.clock.go_to(self.clock.now + DAY)
            self.sweep()
        self.clock.go_to(target)
        self.sweep()

    def sweep(self) -> None:
        """What the tasks of beat do, without refreshing access tokens: each of those is told on its own."""
        now = self.clock.now
        for environment_id in signing_keys.due(now):
            with suppress(MosaicError):
                signing_keys.refresh_due(Environment.objects.get(pk=environment_id))
        for client_id in rotation.due(now):
            rotation.advance(Client.objects.select_related("environment").get(pk=client_id), actor="worker")
        alerts.send_due(now)
        rotation_alerts.send_due(now)
        signing_key_alerts.send_due(now)

    def client(
        self, name: str, environment: str = "live", method: AuthMethod = AuthMethod.SELF_SIGNED, **columns: Any
    ) -> Client:
        """A client on both sides, without a key yet."""
        where = Environment.objects.get(name=environment)
        known = {"client_id": f"{name}.transmit", "automatic": False}
        return mosaic.add_client(self.sandbox, where, name, method, **{**known, **columns})

    def active(self, name: str, environment: str = "live", **columns: Any) -> Client:
        """A client with its first credential in use."""
        client = self.client(name, environment, **columns)
        mosaic.activate(self.sandbox, client)
        return client


def freeze(clock: Clock) -> None:
    """Let the product and the sandbox live by this clock. For this process only."""

    class Frozen(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(clock.now.timestamp(), tz)

    timezone.now = clock
    for module in (client_authentication, client_ca):
        module.datetime = Frozen  # type: ignore[attr-defined]
    for module in (client_api, signing, sandbox_clock):
        module.time = SimpleNamespace(time=lambda: clock.now.timestamp())  # type: ignore[attr-defined]  # noqa: PLW0108
