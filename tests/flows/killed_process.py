"""Forks a process for each job, which can be killed at any point: ``python -m tests.flows.killed_process``.

A job is a line of JSON on standard input. Before each change that another process or Mosaic can see, its process
reports the point that it has reached: before a write outside a transaction, before a commit, and before a call to
Mosaic that is not a GET. It kills itself at the point ``kill_at``, which counts from 0. A kill anywhere else leaves
what a kill at the next of these points leaves: a transaction that is not committed is rolled back.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import django

NOWHERE = -1


@dataclass
class KillPoint:
    """Counts the points of one job, and kills the process at one of them."""

    kill_at: int
    report: int
    step: str = "ask"
    is_enabled: bool = True
    count: int = 0
    uncommitted: list[str] = field(default_factory=list)

    def point(self, action: str) -> None:
        if not self.is_enabled:
            return
        os.write(self.report, f"{self.step}: {action}\n".encode())
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1

    def around_sql(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            write = " ".join(sql.split()[:3]).replace('"', "").replace(" SET", "")
            if context["connection"].in_atomic_block:
                self.uncommitted.append(write)
            else:
                self.point(write)
        return execute(sql, params, many, context)

    def around_commit(self, commit: Callable[[], None]) -> Callable[[], None]:
        def wrapped() -> None:
            if self.uncommitted:
                self.point(f"COMMIT {', '.join(self.uncommitted)}")
                self.uncommitted.clear()
            commit()

        return wrapped

    def around_call(self, send: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(session: Any, request: Any, **kwargs: Any) -> Any:
            if request.method != "GET":
                self.point(f"{request.method} {request.path_url}")
            return send(session, request, **kwargs)

        return wrapped

    def around_step(self, name: str, perform: Callable[..., None]) -> Callable[..., None]:
        def wrapped(*args: Any) -> None:
            self.step = name
            perform(*args)

        return wrapped


def rotate(name: str, kill_point: KillPoint) -> None:
    """Do a whole rotation, with its waiting times skipped."""
    from mosaic_clients.services.clients import registry as client_registry  # noqa: PLC0415
    from mosaic_clients.services.rotation import runner as rotation_runner  # noqa: PLC0415 - Django is set up first
    from tests.flows import rotating  # noqa: PLC0415

    client = client_registry.find(name)
    rotation_runner.rotate(client, actor="worker")
    for travel in (rotating.end_overlap, rotating.make_retired_keys_old):
        kill_point.is_enabled = False
        travel(client)
        kill_point.is_enabled = True
        rotation_runner.advance(client, actor="worker")


def revoke(name: str, kill_point: KillPoint) -> None:
    """Revoke the active key, as after a leak."""
    from mosaic_clients.services.clients import registry as client_registry  # noqa: PLC0415
    from mosaic_clients.services.rotation import emergency_revocation  # noqa: PLC0415

    client = client_registry.find(name)
    emergency_revocation.revoke(client, client.credentials.active().get().kid, actor="worker")


def finish(name: str, kill_point: KillPoint) -> None:
    """Repeat the steps of the beat until nothing is left to do."""
    from django.utils import timezone  # noqa: PLC0415

    from mosaic_clients import tasks  # noqa: PLC0415
    from mosaic_clients.services.clients import registry as client_registry  # noqa: PLC0415
    from mosaic_clients.services.rotation import runner as rotation_runner  # noqa: PLC0415
    from tests.flows import rotating  # noqa: PLC0415

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for client_id in rotation_runner.due(timezone.now()):
            tasks.rotate_client(str(client_id))
        client = client_registry.find(name)
        leased = client.claimed_until is not None and client.claimed_until > timezone.now()
        pending = client.credentials.pending().exists() or client.rotation_requested_at or leased
        retiring = client.credentials.filter(status="RETIRING").exists()
        keys = client.credentials.filter(status="RETIRED", key_destroyed_at=None).exists()
        if not (pending or retiring or keys):
            return
        if not pending:  # only time is missing; the sweep must find anything else that is due
            (rotating.end_overlap if retiring else rotating.make_retired_keys_old)(client)
        time.sleep(0.05)
    sys.exit("the rotation does not continue")


def _run(job: dict[str, Any], report: int) -> None:
    from django.db import connection  # noqa: PLC0415

    from mosaic_clients.services.rotation.steps import CALLS  # noqa: PLC0415
    from mosaic_clients.transport.sessions import IdentitySession  # noqa: PLC0415

    kill_point = KillPoint(job["kill_at"], report)
    IdentitySession.send = kill_point.around_call(IdentitySession.send)  # type: ignore[method-assign]
    for step, perform in CALLS.items():
        CALLS[step] = kill_point.around_step(step.value, perform)
    connection.commit = kill_point.around_commit(connection.commit)  # type: ignore[method-assign]
    with connection.execute_wrapper(kill_point.around_sql):
        {"rotate": rotate, "revoke": revoke, "finish": finish}[job["job"]](job["client"], kill_point)


def _fork(job: dict[str, Any]) -> dict[str, Any]:
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(read_end)
            _run(job, write_end)
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(write_end)
    with os.fdopen(read_end) as points:
        reached = points.read().splitlines()
    _, status = os.waitpid(pid, 0)
    return {"ended": os.waitstatus_to_exitcode(status), "points": reached}


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
