"""A Mosaic in memory with its own clock, for tests that take a year or generate many failures."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.encoding import decode_base64
from mosaic_clients.core.errors import MosaicRefusal, TimedOut
from mosaic_clients.core.oauth.responses import TokenAnswer
from mosaic_clients.core.pki.certificates import thumbprint
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.rotation.publication_digest import publication_digest
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.services import sessions
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.rotation import publication
from mosaic_clients.transport import oidc
from mosaic_clients.transport.client_api import HeldConfiguration

TOKEN_LIFE = 3600


class Killed(Exception):
    """Stands for a killed process; no code of ours catches it."""


class Clock:
    """A clock that moves only when a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, span: timedelta) -> None:
        self.now += span


class ImaginaryMosaic:
    """What Mosaic holds for each client, and the next faults: each call uses one of ``faults``.

    ``distrusted`` is material that it holds but does not accept, such as that of an unreachable CA.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.configurations: dict[str, dict[str, Any]] = {}
        self.faults: deque[str] = deque()
        self.distrusted: set[str] = set()
        self.edits = 0

    def api(self, client: Client) -> ImaginaryAPI:
        return ImaginaryAPI(self)

    def register(self, client: Client) -> None:
        """Registers the current material, as an operator does."""
        self.configurations[client.client_id] = dict(publication.authentication_configuration(client))

    def accepts(self, client: Client, credential: Credential) -> bool:
        """Whether it accepts this credential's certificate now."""
        remote = self.configurations.get(client.client_id, {})
        if credential.not_after is None or credential.not_after <= self.clock.now:
            return False
        if credential.material in self.distrusted:
            return False
        if client.method is AuthMethod.SELF_SIGNED:
            keys = remote.get("jwks", {}).get("keys", [])
            return credential.x5t_s256 in {thumbprint(decode_base64(key["x5c"][0])) for key in keys}
        chain = remote.get("tls_client_auth", {}).get("certificate_chain")
        return bool(chain) and publication_digest(client.method, parse_certificates(chain)) == credential.material

    def obtain(self, client: Client, credential: Credential, resource: str, *, limits: Any = None) -> TokenAnswer:
        """Replaces ``access_tokens.refresh.obtain``."""
        credential.require_pair()
        self.run_with_fault(lambda: None)
        if not self.accepts(client, credential):
            raise MosaicRefusal("Mosaic refuses (HTTP 401, invalid_client)", code="invalid_client", status=401)
        return TokenAnswer(secrets.token_urlsafe(12), TOKEN_LIFE, "")

    def run_with_fault(self, apply: Callable[[], None]) -> None:
        """Runs it, unless the next fault prevents that."""
        self.apply_fault(self.faults.popleft() if self.faults else "", apply)

    def apply_fault(self, fault: str, apply: Callable[[], None] = lambda: None) -> None:
        """Applies one fault, or none where it is empty."""
        if fault in {"", "late", "dead after"}:
            apply()
        if fault == "refuse":
            raise MosaicRefusal("Mosaic refuses (HTTP 500, http_500)", code="http_500", status=500)
        if fault in {"lost", "late"}:
            raise TimedOut("mosaic did not answer in time.")
        if fault.startswith("dead"):
            raise Killed


class ImaginaryAPI:
    """Replaces the client API."""

    access_token = "opaque-token-of-the-manager"

    def __init__(self, mosaic: ImaginaryMosaic) -> None:
        self._mosaic = mosaic

    def read(self, app_id: str, client_id: str) -> HeldConfiguration:
        self._mosaic.run_with_fault(lambda: None)
        return HeldConfiguration(dict(self._mosaic.configurations.get(client_id, {})), str(self._mosaic.edits))

    def replace(self, app_id: str, client_id: str, configuration: dict[str, Any]) -> None:
        def apply() -> None:
            self._mosaic.configurations[client_id] = configuration
            self._mosaic.edits += 1

        self._mosaic.run_with_fault(apply)


def give_manager(environment: Environment) -> None:
    """Sets a management client, whose token authorizes every push, also the first one."""
    manager = Client(
        name="manager", environment=environment, client_id="manager", auth_method=AuthMethod.SELF_SIGNED.value
    )
    manager.save()
    environment.management_client = manager
    environment.save(update_fields=["management_client"])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Replaces ``timezone.now()``, the clock of the whole package."""
    fake_clock = Clock()
    monkeypatch.setattr(timezone, "now", fake_clock)
    return fake_clock


@pytest.fixture
def imaginary(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> ImaginaryMosaic:
    """Replaces the calls to Mosaic; all other code is real."""
    mosaic = ImaginaryMosaic(clock)
    monkeypatch.setattr(token_refresh, "obtain", mosaic.obtain)
    monkeypatch.setattr(publication, "client_api", mosaic.api)
    monkeypatch.setattr(sessions, "session", lambda environment, credential=None: None)
    monkeypatch.setattr(oidc, "revoke", lambda *_, **__: mosaic.run_with_fault(lambda: None))
    return mosaic
