"""The reference project under gunicorn, and its callers: valid ones, and a flood of invalid requests."""

from __future__ import annotations

import json
import multiprocessing
import statistics
import threading
import time
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self
from uuid import uuid4

from mosaic_clients.sandbox import Sandbox
from tests.interop.deployment import gunicorn
from tests.interop.shell.operator_shell import OperatorShell

PATH, KEYS = "/api/whoami", "/cis/oidc/jwks"
FLOOD_THREADS = 8
IN_A_ROW = 40  # calls, each on a new connection, so that every worker gets some
TIMEOUT = 70.0


@contextmanager
def guarded(shell: OperatorShell, mosaic: Sandbox, *, workers: int = 4) -> Iterator[str]:
    """Migrate, add the sandbox as an environment and start gunicorn; yields host:port.

    The workers are forked from a process that has loaded the project, which costs less than to load it in each.
    """
    shell.manage("migrate", "-v", "0")
    ca_file = shell.folder / "mosaic-ca.pem"
    ca_file.write_text(mosaic.trusted_ca)
    options = ("--base-url", mosaic.base_url, "--issuer", mosaic.issuer, "--trusted-ca", ca_file, "--allow-private")
    shell.mosaic("environment", "add", "local", *options)
    with gunicorn(shell, trusted_proxies="127.0.0.1", options=("--workers", str(workers), "--preload")) as address:
        yield address


def fetches(mosaic: Sandbox) -> int:
    """How often the signing keys were fetched so far."""
    return mosaic.requests.count(("GET", KEYS))


def call(address: str, token: str) -> int:
    """Send one request on a new connection, so that any worker may get it; returns its status, or 0 if it failed."""
    connection = HTTPConnection(address, timeout=30)
    try:
        connection.request("GET", PATH, headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        response.read()
    except OSError:
        return 0
    else:
        return response.status
    finally:
        connection.close()


def accepted_after(address: str, token: str) -> float:
    """Seconds until every worker accepts a token, which means until it is accepted many times in a row."""
    started_at = last_refusal = time.monotonic()
    in_a_row = 0
    while in_a_row < IN_A_ROW and time.monotonic() - started_at < TIMEOUT:
        status = call(address, token)
        assert status in {200, 401}
        in_a_row = in_a_row + 1 if status == 200 else 0
        if status == 401:
            last_refusal = time.monotonic()
            time.sleep(0.1)
    assert in_a_row, "it was never accepted"
    return last_refusal - started_at


def with_random_kids(token: str, count: int) -> list[str]:
    """The same token with headers that name unknown keys."""
    _, _, rest = token.partition(".")
    headers = ({"alg": "RS256", "typ": "at+jwt", "kid": uuid4().hex} for _ in range(count))
    return [f"{urlsafe_b64encode(json.dumps(each).encode()).rstrip(b'=').decode()}.{rest}" for each in headers]


def p99(seconds: Sequence[float]) -> float:
    """The 99th percentile."""
    return statistics.quantiles(seconds, n=100)[-1]


@dataclass
class Caller:
    """A valid caller: a thread that sends valid tokens ``rate`` times a second and measures the time."""

    address: str
    tokens: Sequence[str]
    rate: float = 40.0
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, name="caller", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopping.set()
        self._thread.join(40)

    @property
    def p99(self) -> float:
        """The 99th percentile of the requests, in seconds."""
        return p99(self.seconds)

    def _run(self) -> None:
        due, sent = time.monotonic(), 0
        while not self._stopping.wait(max(0.0, due - time.monotonic())):
            started_at = time.perf_counter()
            status = call(self.address, self.tokens[sent % len(self.tokens)])
            self.seconds.append(time.perf_counter() - started_at)
            self.statuses[status] += 1
            sent, due = sent + 1, max(due + 1 / self.rate, time.monotonic())


class Flood:
    """A separate process that sends every token once, evenly over ``seconds``."""

    def __init__(self, address: str, tokens: Sequence[str], seconds: float) -> None:
        context = multiprocessing.get_context("spawn")
        self._results, child = context.Pipe(duplex=False)
        self._process = context.Process(target=_flood, args=(child, address, list(tokens), seconds), daemon=True)
        self._process.start()

    def is_running(self) -> bool:
        """Whether it is still sending."""
        return not self._results.poll()

    def statuses(self) -> Counter[int]:
        """Wait for its end and count the statuses."""
        statuses: Counter[int] = self._results.recv()
        self._process.join(30)
        return statuses


def _flood(results: Connection, address: str, tokens: list[str], seconds: float) -> None:
    started = time.monotonic()

    def send(numbered: tuple[int, str]) -> int:
        number, token = numbered
        time.sleep(max(0.0, started + number * seconds / len(tokens) - time.monotonic()))
        return call(address, token)

    with ThreadPoolExecutor(FLOOD_THREADS) as pool:
        results.send(Counter(pool.map(send, enumerate(tokens))))
