"""kill -9 at every point of a rotation that changes anything: another process completes the rotation."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest
from django.db import connection
from django.utils import timezone

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import USABLE
from mosaic_clients.core.rotation.state import Step
from mosaic_clients.models import AccessToken, Client, Credential, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.flows.killed_process import NOWHERE
from tests.flows.rotating import add_rotating, manage
from tests.mosaic import add_environment, configuration_at_mosaic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(45)]

ROOT = Path(__file__).resolve().parents[2]
LEASE = 0.1
WRITES_OF_THE_REQUEST = 2  # killed before one of these, the rotation is not requested yet


@dataclass(frozen=True)
class ForkingServer:
    """A process that has loaded Django and forks another process for each job."""

    process: subprocess.Popen[str]

    def do(self, job: str, client: Client, *, kill_at: int = NOWHERE) -> tuple[int, list[str]]:
        """The exit code of the job's process, and the points that it reached."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"job": job, "client": client.name, "kill_at": kill_at}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        return answer["ended"], answer["points"]


def _database_url() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return (
        f"postgres://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    )


@pytest.fixture(scope="module")
def forking_server(django_db_setup: None) -> Iterator[ForkingServer]:
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": _database_url(),
        "DJANGO_CONN_MAX_AGE": "0",
        "DJANGO_LOG_LEVEL": "CRITICAL",
        "TEST_ROTATION_LEASE": str(LEASE),
    }
    command = [sys.executable, "-m", "tests.flows.killed_process"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield ForkingServer(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(60)


@dataclass
class Watcher:
    """Checks the database as another process would see it: after each kill, and continuously between them."""

    client: Client
    checks: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(10)

    def _watch(self) -> None:
        try:
            while not self._stopping.is_set():
                self.look()
                time.sleep(0.1)  # leaves processor time to the watched processes
        finally:
            connection.close()

    def look(self) -> None:
        active = list(self.client.credentials.active())
        if len(active) != 1:
            self.findings[f"{len(active)} active"] += 1
        if not all(each.private_key for each in active):
            self.findings["the active one has no key"] += 1
        token = AccessToken.objects.select_related("credential").get(client=self.client)
        if not token.is_alive(timezone.now()) or token.credential is None:
            self.findings["no token"] += 1
        elif token.credential.state not in USABLE or not token.credential.private_key:
            self.findings[f"a token of a credential that is {token.credential.status}"] += 1
        self.checks += 1


def _require_whole(mosaic: Sandbox, client: Client, before: set[str], last_event: int) -> None:
    """Require that exactly one complete rotation happened, and nothing is left to do."""
    client.refresh_from_db()
    credentials = list(client.credentials.all())
    (new,) = [each for each in credentials if each.kid not in before]
    assert [each.kid for each in credentials if each.status == "ACTIVE"] == [new.kid]
    assert {each.status for each in credentials if each != new} == {"RETIRED"}
    assert [each.kid for each in credentials if each.private_key] == [new.kid]
    assert client.claimed_until is None or client.claimed_until <= timezone.now()
    assert (client.rotation_requested_at, client.rotation_problem) == (None, "")
    assert token_refresh.current(client).credential == new
    kinds = Counter(Event.objects.filter(client=client, pk__gt=last_event).values_list("kind", flat=True))
    once = ["staged", "activated", "retiring", "retired", "key_destroyed"]
    if client.method is AuthMethod.SELF_SIGNED:
        assert {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]} == {new.kid}
        assert kinds["published"] >= 2
    else:
        once.append("attached")
    assert {kind: kinds[kind] for kind in once} == dict.fromkeys(once, 1)
    assert kinds["proven"] >= 1


def _forget_the_past(client: Client) -> None:
    """Delete old rows, which would make each rotation slower than the one before."""
    client.credentials.filter(status="RETIRED", private_key="").delete()


def _kill_everywhere(mosaic: Sandbox, forking_server: ForkingServer, client: Client) -> list[str]:
    """Rotate once for each point and kill the process there; returns the points of an undisturbed rotation."""
    token_refresh.current(client)
    with Watcher(client) as watcher:
        exit_code, points = forking_server.do("rotate", client)
        assert exit_code == 0
        for number, point in enumerate(points):
            before = set(client.credentials.values_list("kid", flat=True))
            last_event = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
            exit_code, reached = forking_server.do("rotate", client, kill_at=number)
            assert (exit_code, reached[-1]) == (-signal.SIGKILL, point)
            watcher.look()
            exit_code, _ = forking_server.do("finish", client)
            assert exit_code == 0, f"killed at {point!r}, it did not go on"
            if not Credential.objects.filter(client=client).exclude(kid__in=before).exists():
                assert number < WRITES_OF_THE_REQUEST, f"killed at {point!r}, the rotation was forgotten"
                continue
            try:
                _require_whole(mosaic, client, before, last_event)
            except AssertionError as error:
                raise AssertionError(f"killed at {number}, {point!r}") from error
            _forget_the_past(client)
    assert watcher.checks > len(points)
    assert watcher.findings == Counter()
    return points


def test_self_signed_rotation_survives_kill_9_at_every_point(forking_server: ForkingServer) -> None:
    with Sandbox() as mosaic:
        client = add_rotating(mosaic, manage(mosaic, add_environment(mosaic)), AuthMethod.SELF_SIGNED)
        points = _kill_everywhere(mosaic, forking_server, client)
    assert {point.partition(":")[0] for point in points} == {"ask", *Step} - {Step.CERTIFY}


def test_ca_signed_rotation_survives_kill_9_at_every_point(forking_server: ForkingServer) -> None:
    with Sandbox() as mosaic:
        client = add_rotating(mosaic, manage(mosaic, add_environment(mosaic)), AuthMethod.CA_SIGNED)
        points = _kill_everywhere(mosaic, forking_server, client)
    assert {point.partition(":")[0] for point in points} == {"ask", *Step} - {Step.PUBLISH, Step.WITHDRAW}
