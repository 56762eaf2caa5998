"""npm `oidc-provider` as a child process: an authorization server that is independent of this project."""

import json
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.interop.pki import CertificateAuthority

PREFIX = "/cis/oidc"
START_SECONDS = 30
STOP_SECONDS = 60  # a process that hangs fails the test; a busy machine does not
CLIENT_DEFAULTS: dict[str, Any] = {
    "grant_types": ["client_credentials"],
    "redirect_uris": [],
    "response_types": [],
    "tls_client_certificate_bound_access_tokens": True,
}


class RefusedMetadata(ValueError):
    """The server refused client metadata; the text is the server's own."""


@dataclass(frozen=True)
class OidcProvider:
    """A running server; `base_url` ends in /cis, as Mosaic's does."""

    issuer: str
    ca_file: Path
    client_ca: CertificateAuthority
    port: int
    alias_port: int
    control_port: int

    @property
    def base_url(self) -> str:
        return f"https://127.0.0.1:{self.port}/cis"

    @property
    def alias_url(self) -> str:
        """The base URL of `mtls_endpoint_aliases`."""
        return f"https://127.0.0.1:{self.alias_port}/cis"

    def register(self, client_id: str, **metadata: Any) -> None:
        """Create or replace a client; without metadata it is a service client with certificate-bound tokens."""
        self._control("PUT", f"/clients/{quote(client_id, safe='')}", CLIENT_DEFAULTS | metadata)

    def unregister(self, client_id: str) -> None:
        self._control("DELETE", f"/clients/{quote(client_id, safe='')}")

    def approve_backchannel(self, auth_req_id: str) -> None:
        """Approve a CIBA request as the user."""
        self._control("POST", f"/backchannel/{quote(auth_req_id, safe='')}")

    def deny_backchannel(self, auth_req_id: str) -> None:
        """Deny a CIBA request as the user."""
        self._control("POST", f"/backchannel/{quote(auth_req_id, safe='')}/deny")

    def expire_backchannel(self, auth_req_id: str) -> None:
        """Make a CIBA request expire at the server."""
        self._control("POST", f"/backchannel/{quote(auth_req_id, safe='')}/expire")

    def expire_device_code(self, device_code: str) -> None:
        """Make a device request expire at the server."""
        self._control("POST", f"/device-codes/{quote(device_code, safe='')}/expire")

    def rotate_signing_keys(self) -> None:
        """Use a new key for signatures from now on; the old ones stay published."""
        self._control("POST", "/signing-keys/rotate")

    def request_count(self, path: str) -> int:
        """The number of requests for a full path such as /cis/oidc/jwks, on either listener."""
        return self._control("GET", "/requests").get(path, 0)

    def alias_request_count(self, path: str) -> int:
        """The number of requests for a full path on the listener of the aliases."""
        return self._control("GET", "/alias-requests").get(path, 0)

    def _control(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, int]:
        connection = HTTPConnection("127.0.0.1", self.control_port, timeout=START_SECONDS)
        try:
            connection.request(method, path, None if body is None else json.dumps(body))
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status >= 300:
            raise RefusedMetadata(f"{response.status} {answer.decode()}")
        counts: dict[str, int] = json.loads(answer or b"{}")
        return counts


def _write_config(folder: Path, issuer: str, client_ca: CertificateAuthority, switches: dict[str, Any]) -> Path:
    server_ca = CertificateAuthority("Interop server")
    server = server_ca.server()
    files = {
        "server_certificate": server.chain,
        "server_key": server.private_key,
        "client_ca": client_ca.anchors_pem,
    }
    paths = {name: folder / f"{name}.pem" for name in files}
    for name, path in paths.items():
        path.write_text(files[name])
    (folder / "server_ca.pem").write_text(server_ca.anchors_pem)
    config = {
        "issuer": issuer,
        "prefix": PREFIX,
        "default_resource": "urn:mosaic:userid-api",
        "default_audience": "userid-api",
        "access_token_ttl": 3600,
        **{name: str(path) for name, path in paths.items()},
        **switches,
    }
    config_file = folder / "config.json"
    config_file.write_text(json.dumps(config))
    return config_file


def _first_line(process: subprocess.Popen[str]) -> str:
    output = process.stdout
    if output is None or not select.select([output], [], [], START_SECONDS)[0]:
        return ""
    return output.readline()


@contextmanager
def _server(command: list[str], log_file: Path) -> Iterator[dict[str, int]]:
    with (
        log_file.open("w") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            line = _first_line(process)
            if not line:
                raise RuntimeError(f"oidc-provider did not start: {log_file.read_text()}")
            yield json.loads(line)
        finally:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def run_oidc_provider(
    node: str, code: Path, folder: Path, *, issuer: str = "https://issuer.test", **switches: Any
) -> Iterator[OidcProvider]:
    """Run a server.

    Its switches: fapi, auto_approve, default_resource, default_audience, access_token_ttl, rotate_refresh_tokens.
    """
    client_ca = CertificateAuthority("Interop client")
    config_file = _write_config(folder, issuer, client_ca, switches)
    with _server([node, str(code / "server.mjs"), str(config_file)], folder / "server.log") as ports:
        yield OidcProvider(issuer, folder / "server_ca.pem", client_ca, **ports)
