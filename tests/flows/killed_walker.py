"""Walkers that can be shot: ``python -m tests.flows.killed_walker`` forks one process a job and says how it ended.

A job is a line of JSON on standard input. Before each write to the database, and before and after each call to Mosaic,
its process reports the point it has come to, and kills itself there if it was told to (``kill_at`` counts from 0).
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import django

NOWHERE = -1


@dataclass
class Gun:
    """Counts the points of one job; shoots at one of them."""

    kill_at: int
    report: int
    step: str = "ask"
    armed: bool = True
    count: int = 0

    def point(self, what: str) -> None:
        if not self.armed:
            return
        os.write(self.report, f"{self.step}: {what}\n".encode())
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1

    def around_sql(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.point(" ".join(sql.split()[:3]).replace('"', "").replace(" SET", ""))
        return execute(sql, params, many, context)

    def around_call(self, send: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(session: Any, request: Any, **kwargs: Any) -> Any:
            self.point(f"before {request.method} {request.path_url}")
            answer = send(session, request, **kwargs)
            self.point(f"after {request.method} {request.path_url}")
            return answer

        return wrapped

    def around_step(self, name: str, does: Callable[..., None]) -> Callable[..., None]:
        def wrapped(*args: Any) -> None:
            self.step = name
            self.point("begins")
            does(*args)
            self.point("is done")

        return wrapped


def rotate(name: str, gun: Gun) -> None:
    """A whole rotation, years of waiting included."""
    from mosaic_clients.services import clients, rotation  # noqa: PLC0415 - Django is set up first
    from tests.flows import rotating  # noqa: PLC0415

    client = clients.find(name)
    rotation.rotate(client, actor="worker")
    for travel in (rotating.end_overlap, rotating.end_patience):
        gun.armed = False
        travel(client)
        gun.armed = True
        rotation.advance(client, actor="worker")


def revoke(name: str, gun: Gun) -> None:
    """The key in use has leaked."""
    from mosaic_clients.services import clients, compromise  # noqa: PLC0415

    client = clients.find(name)
    compromise.revoke(client, client.credentials.active().get().kid, actor="worker")


def finish(name: str, gun: Gun) -> None:
    """What the beat does, again and again, until nothing is left to do."""
    from django.utils import timezone  # noqa: PLC0415

    from mosaic_clients import tasks  # noqa: PLC0415
    from mosaic_clients.services import clients, rotation  # noqa: PLC0415
    from tests.flows import rotating  # noqa: PLC0415

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for client_id in rotation.due(timezone.now()):
            tasks.rotate_client(str(client_id))
        client = clients.find(name)
        claimed = client.claimed_until is not None and client.claimed_until > timezone.now()
        pending = client.credentials.pending().exists() or client.rotation_requested_at or claimed
        retiring = client.credentials.filter(status="RETIRING").exists()
        keys = client.credentials.filter(status="RETIRED", key_destroyed_at=None).exists()
        if not (pending or retiring or keys):
            return
        if not pending:  # nothing but time is missing; whatever else is due, the sweep has to find
            (rotating.end_overlap if retiring else rotating.end_patience)(client)
        time.sleep(0.02)
    sys.exit("nothing goes on")


def _run(job: dict[str, Any], report: int) -> None:
    from django.db import connection  # noqa: PLC0415

    from mosaic_clients.services import rotation  # noqa: PLC0415
    from mosaic_clients.transport.connections import IdentitySession  # noqa: PLC0415

    gun = Gun(job["kill_at"], report)
    IdentitySession.send = gun.around_call(IdentitySession.send)  # type: ignore[method-assign]
    for step, does in rotation._STEPS.items():
        rotation._STEPS[step] = gun.around_step(step.value, does)
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(gun.around_sql))
        {"rotate": rotate, "revoke": revoke, "finish": finish}[job["job"]](job["client"], gun)


def _fork(job: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reading)
            _run(job, writing)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as points:
        passed = points.read().splitlines()
    _, status = os.waitpid(pid, 0)
    return {"ended": os.waitstatus_to_exitcode(status), "points": passed}


def main() -> None:
    """Serve jobs until standard input ends."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from mosaic_clients import tasks  # noqa: PLC0415 - loaded once, not in every process that is forked
    from tests.flows import rotating  # noqa: F401, PLC0415

    tasks.rotate_client.app.finalize()
    gc.freeze()
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "ROTATION_LEASE": float(os.environ["TEST_ROTATION_LEASE"])}
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_fork(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
