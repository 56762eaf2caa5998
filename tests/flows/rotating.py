"""Rotation under load: the traffic, the resource server that checks it, and clients that rotate automatically."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

from django.db import connection
from django.utils import timezone

from mosaic_clients.api import MosaicClient
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.bearer import verification
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.jose.jwks import SigningKeys
from mosaic_clients.core.pki.certificates import thumbprint
from mosaic_clients.models import AccessToken, CertificateAuthority, Client, Environment
from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.rotation import runner as rotation_runner
from mosaic_clients.services.rotation.runner import RotationRun
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import activate, add_client
from tests.waiting import wait_until

ACTOR = "olivia"
LONG_AGO = timedelta(days=400)


def add_authority(name: str = "issuing") -> CertificateAuthority:
    """Add a CA to the database."""
    lifetimes = {"lifetime": timedelta(days=3650), "leaf_lifetime": timedelta(days=90)}
    return authorities.add_authority(name, subject_dn="CN=Issuing CA", **lifetimes, actor=ACTOR)


def manage(mosaic: Sandbox, environment: Environment) -> Environment:
    """Give an environment a client that manages the others through the client API."""
    environment.management_client = add_client(mosaic, environment, "manager")
    activate(mosaic, environment.management_client)
    environment.save()
    return environment


def add_rotating(mosaic: Sandbox, managed: Environment, method: AuthMethod, **values: Any) -> Client:
    """An active client that can rotate without an operator."""
    if method is AuthMethod.CA_SIGNED:
        values["certificate_authority"] = add_authority()
    client = add_client(mosaic, managed, "rotating", method, **values)
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert run.failure is None
    assert client.credentials.active().exists()
    return client


def end_overlap(client: Client) -> None:
    """Make every retiring credential old enough to be retired."""
    if client.credentials.filter(status="RETIRING").update(retiring_at=timezone.now() - LONG_AGO):
        Client.objects.filter(pk=client.pk).update(rotation_due_at=timezone.now())


def make_retired_keys_old(client: Client) -> None:
    """Make every retired credential old enough for its key to be destroyed."""
    if client.credentials.filter(status="RETIRED").update(retired_at=timezone.now() - LONG_AGO):
        Client.objects.filter(pk=client.pk).update(rotation_due_at=timezone.now())


def let_renew(client: Client, resource: str) -> None:
    """Make the token for ``resource`` due now, and wait until the traffic has renewed it."""
    old = AccessToken.objects.filter(client=client, resource=resource, obtained_at__lte=timezone.now())
    assert old.exists()
    wait_until(lambda: not old.update(due_at=timezone.now()), "the renewal of the token")


def steps(run: RotationRun) -> list[str]:
    """The names of the steps of a run, which must not have failed."""
    assert run.failure is None, run.failure
    return [step.step.value for step in run.done]


class Resource:
    """A resource server that fully verifies the bearer, with the certificate that the caller presents in TLS."""

    def __init__(self, environment: Environment, key_pem: str, chain_pem: str) -> None:
        self._environment = environment
        self._keys: SigningKeys = signing_key_refresh.usable_keys(environment)
        self._policy = environment.bearer_policy(leeway=0, require_bound=True)
        self._lock = threading.Lock()
        self.answers: Counter[str] = Counter()
        self.certificates: Counter[str] = Counter()
        self._server = TLSServer(self._answer, host="127.0.0.1", port=0, key_pem=key_pem, chain_pem=chain_pem)

    @property
    def url(self) -> str:
        return f"{self._server.url}/payments"

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.stop()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        token = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        presented = environ.get("SSL_CLIENT_CERT")
        x5t = thumbprint(ssl.PEM_cert_to_DER_cert(presented)) if presented else None
        try:
            unverified = verification.parse(token)
            verification.verify(unverified, self._keys, self._policy, presented_x5t_s256=x5t, now=time.time())
            outcome = "200 OK"
        except BearerRefused as error:
            outcome = f"401 {error.code}"
        with self._lock:
            self.answers[outcome] += 1
            self.certificates[x5t or ""] += 1
        start_response(outcome, [("Content-Type", "application/json")])
        return [json.dumps({"outcome": outcome}).encode()]


@dataclass
class Traffic:
    """A thread that sends through ``MosaicClient.session()`` ``rate`` times a second, and catches up if it is late."""

    name: str
    url: str
    rate: float = 120.0
    sent: int = 0
    failures: list[str] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, name="traffic", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join(30)
        assert not self._thread.is_alive(), "the traffic hangs"

    def let_flow(self, requests: int) -> None:
        """Wait until so many more requests are answered."""
        target = self.sent + requests
        wait_until(lambda: self.sent >= target or self.failures, f"{requests} more requests", timeout=60)
        assert self.failures == []

    def _run(self) -> None:
        due = time.monotonic()
        try:
            with MosaicClient.named(self.name).session() as session:
                while not self._stopping.is_set():
                    self._send(session)
                    due += 1 / self.rate
                    time.sleep(max(0.0, due - time.monotonic()))
        finally:
            connection.close()

    def _send(self, session: Any) -> None:
        try:
            status = session.post(self.url, json={"amount": self.sent}).status_code
        except Exception as error:  # noqa: BLE001 - whatever a caller would see is a failure
            self.failures.append(repr(error))
        else:
            if status != 200:
                self.failures.append(f"HTTP {status}")
        self.sent += 1


def require_unharmed(traffic: Traffic, resource: Resource) -> None:
    """Require that no request failed or was refused: the session alone would hide a single 401."""
    assert traffic.failures == []
    assert dict(resource.answers) == {"200 OK": traffic.sent}, resource.answers
    assert "" not in resource.certificates
