"""Fixtures for the interop tests. A test that skips says what is not installed."""

import fcntl
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.clock import Clock
from tests.interop.http_client import Caller, tls_context
from tests.interop.nginx import NginxProxy, find_nginx, nginx
from tests.interop.pki import CertificateAuthority, Identity
from tests.interop.provider import OidcProvider, run_oidc_provider
from tests.interop.shell.operator_shell import LoadedShell, OperatorShell

CODE = Path(__file__).parent / "oidc_provider"
INSTALL_SECONDS = 300
SECONDS = 4  # of most files here: npm installs the provider first, and each worker starts its own

CallAs = Callable[[Identity | None], Caller]
ProviderFactory = Callable[..., AbstractContextManager[OidcProvider]]
JwksImport = Callable[[dict[str, Any]], list[dict[str, Any]]]
NginxFactory = Callable[..., AbstractContextManager[NginxProxy]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(CODE.parent):
            item.add_marker("interop")
            if item.get_closest_marker("slow") is None:
                item.add_marker(pytest.mark.slow(SECONDS))


def _is_installed() -> bool:
    wanted = json.loads((CODE / "package.json").read_text())["dependencies"]
    for name, version in wanted.items():
        manifest = CODE / "node_modules" / name / "package.json"
        if not manifest.exists() or json.loads(manifest.read_text())["version"] != version:
            return False
    return True


@pytest.fixture(scope="session")
def node() -> str:
    path = shutil.which("node")
    if path is None:
        pytest.skip("Node.js is not installed (apt install nodejs npm)")
    return path


@pytest.fixture(scope="session")
def npm_folder(node: str) -> Path:
    """The folder of the JavaScript code, with its packages installed. One worker installs them, the others wait."""
    with (CODE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_installed():
            _install()
    return CODE


def _install() -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed (apt install npm)")
    command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund"]
    result = subprocess.run(command, cwd=CODE, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
    if result.returncode != 0:
        pytest.skip(f"npm install failed: {result.stderr.strip()[-300:]}")


@pytest.fixture(scope="session")
def run_provider(node: str, npm_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> ProviderFactory:
    """Start another server with its own switches: `with run_provider(fapi=True) as server:`."""

    def run(**switches: Any) -> AbstractContextManager[OidcProvider]:
        return run_oidc_provider(node, npm_folder, tmp_path_factory.mktemp("oidc_provider"), **switches)

    return run


@pytest.fixture(scope="session")
def oidc_provider(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    """One server for the whole run; each test has its own client_id."""
    with run_provider() as server:
        yield server


@pytest.fixture
def client_id() -> str:
    return f"{uuid4().hex[:8]}.transmit"


@pytest.fixture
def call_as(oidc_provider: OidcProvider, tmp_path: Path) -> CallAs:
    """Call `oidc_provider` with a certificate, or without one."""
    return lambda identity: Caller(tls_context(oidc_provider.ca_file, identity, tmp_path))


@pytest.fixture(scope="session")
def import_jwks(node: str, npm_folder: Path) -> JwksImport:
    """Import a JWK set with npm jose; raises ValueError with jose's reason if it refuses the set."""

    def run(jwks: dict[str, Any]) -> list[dict[str, Any]]:
        command = [node, str(npm_folder / "import_jwks.mjs")]
        result = subprocess.run(
            command, input=json.dumps(jwks), capture_output=True, text=True, timeout=60, check=False
        )
        if result.returncode != 0:
            raise ValueError(result.stderr.strip())
        imported: list[dict[str, Any]] = json.loads(result.stdout)
        return imported

    return run


@pytest.fixture(scope="session")
def proxy_ca() -> CertificateAuthority:
    return CertificateAuthority("Interop proxy")


@pytest.fixture
def proxy_ca_file(proxy_ca: CertificateAuthority, tmp_path: Path) -> Path:
    """The CA that a caller of nginx must trust."""
    path = tmp_path / "proxy_ca.pem"
    path.write_text(proxy_ca.anchors_pem)
    return path


@pytest.fixture
def nginx_in_front(proxy_ca: CertificateAuthority, tmp_path: Path) -> NginxFactory:
    """Start nginx before a server: `with nginx_in_front(upstream="127.0.0.1:8001") as proxy:` gives proxy.url."""
    if find_nginx() is None:
        pytest.skip("nginx is not installed (apt install nginx-light)")
    server = proxy_ca.server()
    certificate, key = tmp_path / "proxy.pem", tmp_path / "proxy.key"
    certificate.write_text(server.chain)
    key.write_text(server.private_key)
    return partial(nginx, certificate=certificate, key=key, folder=tmp_path)


@pytest.fixture(scope="session")
def shell(
    oidc_provider: OidcProvider, proxy_ca: CertificateAuthority, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OperatorShell]:
    """The shell of a new deployment with `oidc_provider` as its environment `interop`."""
    folder = tmp_path_factory.mktemp("deployment")
    trusted = folder / "trusted.pem"
    trusted.write_text(oidc_provider.ca_file.read_text() + proxy_ca.anchors_pem)
    with LoadedShell.opened(folder) as shell:
        shell.manage("migrate", "--verbosity", "0")
        where = ("--base-url", oidc_provider.base_url, "--issuer", oidc_provider.issuer, "--audience", "userid-api")
        shell.mosaic("environment", "add", "interop", *where, "--trusted-ca", trusted, "--allow-private")
        yield shell


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)
