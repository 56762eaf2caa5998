"""What servers make of odd header lines before we see them: over raw sockets, against the real ones."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from cryptography import x509

from mosaic_clients.core.forged_headers import default_targets, forgeries, twins
from mosaic_clients.rest.certificate import presented_thumbprint
from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.transport.http import Limits
from mosaic_clients.transport.raw_requests import RawCaller
from tests.edge.conftest import WHOAMI, Deployment, Serve
from tests.interop.deployment import deployed_environ, gunicorn
from tests.interop.operator_shell import PROJECT
from tests.pki import issue
from tests.waiting import wait_until

pytestmark = pytest.mark.slow(7)

NAME = "X-SSL-Client-Cert"
TWIN = "X_SSL_Client_Cert"


def status_of(connection: socket.socket, token: str, lines: str) -> int:
    """The status of a request in clear with these header lines as they are."""
    with closing(connection):
        connection.settimeout(20)
        request = f"GET {WHOAMI} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n"
        connection.sendall(f"{request}{lines}\r\n".encode("latin-1"))
        return int(connection.makefile("rb").readline().split()[1])


@pytest.fixture(scope="module")
def upstream(serve: Serve) -> Iterator[tuple[str, int]]:
    """gunicorn as it comes, believing nginx's header from loopback."""
    with serve("nginx") as address:
        host, _, port = address.partition(":")
        yield host, int(port)


@pytest.fixture(scope="module")
def only_unix(deployment: Deployment) -> Iterator[tuple[str, int]]:
    """gunicorn on loopback, believing unix sockets alone."""
    with gunicorn(deployment.shell, trusted_proxies="unix") as address:
        host, _, port = address.partition(":")
        yield host, int(port)


@pytest.fixture(scope="module")
def mine(deployment: Deployment) -> str:
    return quote(deployment.chain, safe="")


@pytest.fixture(scope="module")
def other() -> str:
    return quote(issue("CN=other").pem, safe="")


LINES = {
    "the header": (f"{NAME}: {{mine}}\r\n", 200),
    "the header in lower case": (f"{NAME.lower()}: {{mine}}\r\n", 200),
    "a comma-joined pair": (f"{NAME}: {{mine}},{{mine}}\r\n", 401),
    "the header twice": (f"{NAME}: {{mine}}\r\n" * 2, 401),
    "the header twice, of two certificates": (f"{NAME}: {{other}}\r\n{NAME}: {{mine}}\r\n", 401),
    "an empty one first": (f"{NAME}:\r\n{NAME}: {{mine}}\r\n", 401),
    "an empty one": (f"{NAME}:\r\n", 401),
    "a twin": (f"{TWIN}: {{mine}}\r\n", 401),
    "a half twin": ("X-SSL-Client_Cert: {mine}\r\n", 401),
    "the other certificate and a twin": (f"{NAME}: {{other}}\r\n{TWIN}: {{mine}}\r\n", 401),
    "a twin and the other certificate": (f"{TWIN}: {{mine}}\r\n{NAME}: {{other}}\r\n", 401),
    "a twin of another certificate changes nothing": (f"{TWIN}: {{other}}\r\n{NAME}: {{mine}}\r\n", 200),
    "an empty one and a twin": (f"{NAME}:\r\n{TWIN}: {{mine}}\r\n", 401),
    "another format's header": ("X-SSL-Client-DER: {mine}\r\nClient-Cert: {mine}\r\n", 401),
    "a folded value": (f"{NAME}:\r\n {{mine}}\r\n", 400),
    "a fold behind": (f"{NAME}: {{mine}}\r\n \r\n", 400),
    "a blank behind the name": (f"{NAME} : {{mine}}\r\n", 400),
    "a NUL behind": (f"{NAME}: {{mine}}\0\r\n", 400),
    "a NUL inside the name": ("X-SSL-Client\0Cert: {mine}\r\n", 400),
    "a bare carriage return": (f"{NAME}: {{mine}}\rX: y\r\n", 400),
    "17 KiB": (f"{NAME}: {{mine}}{'A' * 17 * 1024}\r\n", (400, 431)),
    "Apache's word for none, in another format": (f"{NAME}: (null)\r\n", 401),
}


@pytest.mark.parametrize("name", LINES)
def test_gunicorn_hands_on_one_value_or_none(
    name: str, upstream: tuple[str, int], deployment: Deployment, mine: str, other: str
) -> None:
    lines, status = LINES[name]
    connection = socket.create_connection(upstream)
    found = status_of(connection, deployment.token, lines.format(mine=mine, other=other))
    assert found in (status if isinstance(status, tuple) else (status,))


def connected(path: Path) -> socket.socket | None:
    """A connection to a unix socket, once somebody listens."""
    near = socket.socket(socket.AF_UNIX)
    try:
        near.connect(str(path))
    except OSError:
        near.close()
        return None
    return near


@pytest.mark.parametrize(("trusted", "status"), [("unix", 200), ("127.0.0.1/32,0.0.0.0/0,::/0", 401)])
def test_a_unix_socket_counts_where_it_is_trusted_by_name(
    trusted: str, status: int, deployment: Deployment, tmp_path: Path, mine: str
) -> None:
    path = tmp_path / "gunicorn.sock"
    command = [sys.executable, "-m", "gunicorn", "project.wsgi", "--bind", f"unix:{path}"]
    environ = deployed_environ(deployment.shell, trusted, "nginx")
    with subprocess.Popen(command, cwd=PROJECT, env=environ, stderr=subprocess.DEVNULL) as process:
        try:
            near = wait_until(lambda: connected(path), "gunicorn listens", patience=30)
            assert status_of(near, deployment.token, f"{NAME}: {mine}\r\nX-Forwarded-For: 127.0.0.1\r\n") == status
        finally:
            process.terminate()
            process.wait(60)


@pytest.mark.parametrize("claim", ["", "X-Forwarded-For: unix\r\nX-Real-IP:\r\nForwarded: for=unix\r\n"])
def test_a_peer_with_an_address_is_no_unix_socket(
    claim: str, only_unix: tuple[str, int], deployment: Deployment, mine: str
) -> None:
    connection = socket.create_connection(only_unix)
    assert status_of(connection, deployment.token, f"{NAME}: {mine}\r\n{claim}") == 401


class TestQuickstartsServer:
    """The server of quickstart and the sandbox, which ends TLS itself."""

    PAIR = issue("CN=holder")

    @pytest.fixture
    def url(self, mosaic: Sandbox) -> Iterator[str]:
        def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
            fooled = presented_thumbprint(environ) == self.PAIR.x5t_s256
            start_response("200 OK" if fooled else "401 Unauthorized", [("Content-Length", "0")])
            return [b""]

        identity = mosaic.server_identity
        server = TLSServer(answer, host="127.0.0.1", port=0, key_pem=identity.key_pem, chain_pem=identity.chain_pem)
        server.start()
        yield server.url
        server.stop()

    @staticmethod
    def caller(url: str, mosaic: Sandbox) -> RawCaller:
        return RawCaller(url, None, trusted_ca=mosaic.trusted_ca, allow_private=True, limits=Limits())

    def test_no_header_is_taken_for_its_own_variable(self, url: str, mosaic: Sandbox, settings: Any) -> None:
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "wsgi"}
        certificate = x509.load_pem_x509_certificate(self.PAIR.pem.encode())
        everything = list(forgeries(certificate, [*default_targets(), ("SSL-Client-Cert", ""), ("HTTP-SSL-Cert", "")]))
        with self.caller(url, mosaic) as caller:
            found = {forgery.spelling: caller.status(forgery.fields) for forgery in everything}
        assert len(found) > 100
        assert set(found.values()) <= {401, 400, None}

    def test_a_twin_never_counts(self, url: str, mosaic: Sandbox, settings: Any) -> None:
        behind_a_proxy = {"CLIENT_CERTIFICATE": "nginx", "TRUSTED_PROXIES": ("127.0.0.1",)}
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, **behind_a_proxy}
        value, stranger = quote(self.PAIR.pem, safe=""), quote(issue("CN=other").pem, safe="")
        with self.caller(url, mosaic) as caller:
            assert caller.status([(NAME, value)]) == 200
            for twin in twins(NAME)[1:]:
                assert caller.status([(twin, value)]) == 401
                assert caller.status([(NAME, stranger), (twin, value)]) == 401
                assert caller.status([(twin, value), (NAME, stranger)]) == 401
                assert caller.status([(NAME, value), (twin, stranger)]) == 200
