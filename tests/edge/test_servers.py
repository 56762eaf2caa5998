"""Tests unusual header lines over raw sockets against real servers."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from mosaic_clients.core.forwarded_certificate.forgeries import default_targets, forgeries, header_aliases
from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.rest.certificate import presented_thumbprint
from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.raw_requests import RawCaller
from tests.edge.conftest import WHOAMI, Deployment, Serve
from tests.interop.deployment import deployed_environ, gunicorn
from tests.interop.shell.operator_shell import PROJECT
from tests.pki import issue
from tests.waiting import wait_until

pytestmark = pytest.mark.slow(20)

NAME = "X-SSL-Client-Cert"
ALIAS = "X_SSL_Client_Cert"


def status_of(connection: socket.socket, token: str, lines: str) -> int:
    """Sends a plain HTTP request with exactly these header lines. Returns the status."""
    with closing(connection):
        connection.settimeout(20)
        request = f"GET {WHOAMI} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
        connection.sendall(f"{request}{lines}\r\n".encode("latin-1"))
        return int(connection.makefile("rb").readline().split()[1])


@pytest.fixture(scope="module")
def upstream(serve: Serve) -> Iterator[tuple[str, int]]:
    """gunicorn with its default options, trusting nginx's header from loopback."""
    with serve("nginx") as address:
        host, _, port = address.partition(":")
        yield host, int(port)


@pytest.fixture(scope="module")
def only_unix(deployment: Deployment) -> Iterator[tuple[str, int]]:
    """gunicorn on loopback, trusting unix sockets only."""
    with gunicorn(deployment.shell, trusted_proxies="unix") as address:
        host, _, port = address.partition(":")
        yield host, int(port)


@pytest.fixture(scope="module")
def mine(deployment: Deployment) -> str:
    leaf, *_ = x509.load_pem_x509_certificates(deployment.chain.encode())
    return FORMATS["nginx"].encode(leaf)


@pytest.fixture(scope="module")
def other() -> str:
    return issue("CN=other").forwarded()


LINES = {
    "header": (f"{NAME}: {{mine}}\r\n", 200),
    "lower case": (f"{NAME.lower()}: {{mine}}\r\n", 200),
    "two values joined by comma": (f"{NAME}: {{mine}},{{mine}}\r\n", 401),
    "header twice": (f"{NAME}: {{mine}}\r\n" * 2, 401),
    "header twice with two certificates": (f"{NAME}: {{other}}\r\n{NAME}: {{mine}}\r\n", 401),
    "empty header first": (f"{NAME}:\r\n{NAME}: {{mine}}\r\n", 401),
    "empty header": (f"{NAME}:\r\n", 401),
    "underscore alias": (f"{ALIAS}: {{mine}}\r\n", 401),
    "partial underscore alias": ("X-SSL-Client_Cert: {mine}\r\n", 401),
    "other certificate, then alias": (f"{NAME}: {{other}}\r\n{ALIAS}: {{mine}}\r\n", 401),
    "alias, then other certificate": (f"{ALIAS}: {{mine}}\r\n{NAME}: {{other}}\r\n", 401),
    "alias with other certificate is ignored": (f"{ALIAS}: {{other}}\r\n{NAME}: {{mine}}\r\n", 200),
    "empty header, then alias": (f"{NAME}:\r\n{ALIAS}: {{mine}}\r\n", 401),
    "header of another format": ("X-SSL-Client-DER: {mine}\r\nClient-Cert: {mine}\r\n", 401),
    "folded value": (f"{NAME}:\r\n {{mine}}\r\n", 400),
    "fold after value": (f"{NAME}: {{mine}}\r\n \r\n", 400),
    "space after name": (f"{NAME} : {{mine}}\r\n", 400),
    "NUL after value": (f"{NAME}: {{mine}}\0\r\n", 400),
    "NUL in name": ("X-SSL-Client\0Cert: {mine}\r\n", 400),
    "bare carriage return": (f"{NAME}: {{mine}}\rX: y\r\n", 400),
    "17 KiB": (f"{NAME}: {{mine}}{'A' * 17 * 1024}\r\n", (400, 431)),
    "null value of Apache in another format": (f"{NAME}: (null)\r\n", 401),
}


@pytest.mark.parametrize("name", LINES)
def test_gunicorn_passes_on_at_most_one_header_value(
    name: str, upstream: tuple[str, int], deployment: Deployment, mine: str, other: str
) -> None:
    lines, status = LINES[name]
    connection = socket.create_connection(upstream)
    result = status_of(connection, deployment.token, lines.format(mine=mine, other=other))
    assert result in (status if isinstance(status, tuple) else (status,))


def connect_unix(path: Path) -> socket.socket | None:
    """Returns a connection to a unix socket, or None if no process listens."""
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


@pytest.mark.parametrize(("trusted", "status"), [("unix", 200), ("127.0.0.1/32,0.0.0.0/0,::/0", 401)])
def test_unix_socket_must_be_trusted_by_name(
    trusted: str, status: int, deployment: Deployment, tmp_path: Path, mine: str
) -> None:
    path = tmp_path / "gunicorn.sock"
    command = [sys.executable, "-m", "gunicorn", "project.wsgi", "--bind", f"unix:{path}"]
    environ = deployed_environ(deployment.shell, trusted, "nginx")
    with subprocess.Popen(command, cwd=PROJECT, env=environ, stderr=subprocess.DEVNULL) as process:
        try:
            connection = wait_until(lambda: connect_unix(path), "gunicorn listens", timeout=30)
            assert (
                status_of(connection, deployment.token, f"{NAME}: {mine}\r\nX-Forwarded-For: 127.0.0.1\r\n") == status
            )
        finally:
            process.terminate()
            process.wait(60)


@pytest.mark.parametrize("claim", ["", "X-Forwarded-For: unix\r\nX-Real-IP:\r\nForwarded: for=unix\r\n"])
def test_tcp_peer_is_never_treated_as_unix_socket(
    claim: str, only_unix: tuple[str, int], deployment: Deployment, mine: str
) -> None:
    connection = socket.create_connection(only_unix)
    assert status_of(connection, deployment.token, f"{NAME}: {mine}\r\n{claim}") == 401


class TestQuickstartsServer:
    """The server of quickstart and the sandbox, which terminates TLS itself."""

    PAIR = issue("CN=holder")

    @pytest.fixture
    def url(self, mosaic: Sandbox) -> Iterator[str]:
        def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
            is_spoofed = presented_thumbprint(environ) == self.PAIR.x5t_s256
            start_response("200 OK" if is_spoofed else "401 Unauthorized", [("Content-Length", "0")])
            return [b""]

        identity = mosaic.server_identity
        server = TLSServer(answer, host="127.0.0.1", port=0, key_pem=identity.key_pem, chain_pem=identity.chain_pem)
        server.start()
        yield server.url
        server.stop()

    @staticmethod
    def caller(url: str, mosaic: Sandbox) -> RawCaller:
        return RawCaller(url, None, trusted_ca=mosaic.trusted_ca, allow_private=True, limits=Limits())

    def test_no_header_sets_server_variable(self, url: str, mosaic: Sandbox, settings: Any) -> None:
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "wsgi"}
        certificate = x509.load_pem_x509_certificate(self.PAIR.pem.encode())
        all_forgeries = list(
            forgeries(certificate, [*default_targets(), ("SSL-Client-Cert", ""), ("HTTP-SSL-Cert", "")])
        )
        with self.caller(url, mosaic) as caller:
            statuses = {forgery.spelling: caller.status(forgery.fields) for forgery in all_forgeries}
        assert len(statuses) > 100
        assert set(statuses.values()) <= {401, 400, None}

    def test_underscore_alias_is_ignored(self, url: str, mosaic: Sandbox, settings: Any) -> None:
        proxy_settings = {"CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": ("127.0.0.1",)}
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **proxy_settings}
        value, other_value = self.PAIR.forwarded(), issue("CN=other").forwarded()
        with self.caller(url, mosaic) as caller:
            assert caller.status([(NAME, value)]) == 200
            for alias in header_aliases(NAME)[1:]:
                assert caller.status([(alias, value)]) == 401
                assert caller.status([(NAME, other_value), (alias, value)]) == 401
                assert caller.status([(alias, value), (NAME, other_value)]) == 401
                assert caller.status([(NAME, value), (alias, other_value)]) == 200
