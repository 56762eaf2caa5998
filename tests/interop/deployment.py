"""The reference project deployed with gunicorn, and the answers that callers of its API get."""

import json
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any

from tests.interop.shell.operator_shell import PROJECT, OperatorShell

START_SECONDS = 30
STOP_SECONDS = 60  # a process that hangs fails the test; a busy machine does not


@dataclass(frozen=True)
class Reply:
    """An answer of the API: status, challenge, body."""

    status: int
    challenge: str | None
    json: Any


def ask(
    address: str,
    path: str,
    token: str = "",
    *,
    tls: ssl.SSLContext | None = None,
    headers: dict[str, str] | None = None,
) -> Reply:
    """Send a GET over TLS, or over plain HTTP without a context."""
    connection = HTTPSConnection(address, timeout=20, context=tls) if tls else HTTPConnection(address, timeout=20)
    try:
        bearer = {"Authorization": f"Bearer {token}"} if token else {}
        connection.request("GET", path, headers=bearer | (headers or {}))
        response = connection.getresponse()
        body = response.read()
        return Reply(response.status, response.headers["WWW-Authenticate"], json.loads(body))
    finally:
        connection.close()


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if ask(address, "/readyz").status == 200:
                return
        except (OSError, HTTPException, ValueError):
            time.sleep(0.1)
    raise RuntimeError(f"gunicorn did not start: {log.read_text()}")


def deployed_environ(shell: OperatorShell, trusted_proxies: str, client_certificate: str) -> dict[str, str]:
    """The process environment of the project behind a proxy."""
    return shell.environ | {
        "DJANGO_EMBEDDED": "true",
        "DJANGO_SSL_REDIRECT": "false",
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "MOSAIC_CLIENT_CERTIFICATE": client_certificate,
        "MOSAIC_TRUSTED_PROXIES": trusted_proxies,
    }


@contextmanager
def gunicorn(
    shell: OperatorShell, *, trusted_proxies: str, client_certificate: str = "nginx", options: tuple[str, ...] = ()
) -> Iterator[str]:
    """Serve the project over plain HTTP on loopback, with ``trusted_proxies``; yields host:port."""
    environ = deployed_environ(shell, trusted_proxies, client_certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"127.0.0.1:{listener.getsockname()[1]}"
        log = shell.folder / f"gunicorn-{listener.getsockname()[1]}.log"
        bind = f"fd://{listener.fileno()}"
        command = [sys.executable, "-m", "gunicorn", "project.wsgi", "--bind", bind, "--threads", "4", *options]
        with (
            log.open("wb") as output,
            subprocess.Popen(
                command,
                cwd=PROJECT,
                env=environ,
                pass_fds=[listener.fileno()],
                stdout=output,
                stderr=output,
            ) as process,
        ):
            try:
                _wait_until_ready(address, process, log)
                yield address
            finally:
                process.terminate()
                process.wait(STOP_SECONDS)
