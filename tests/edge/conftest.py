"""A deployment with two bound clients, and the proxies in front of it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.sandbox import Sandbox
from tests.edge.proxies import Edge
from tests.interop.deployment import Reply, ask, gunicorn
from tests.interop.pki import CertificateAuthority
from tests.interop.shell.operator_shell import Finished, LoadedShell, OperatorShell
from tests.mosaic import RESOURCE

WHOAMI = "/api/whoami"

Serve = Callable[..., AbstractContextManager[str]]


@dataclass(frozen=True)
class Deployment:
    """The deployment's shell, a token of ``payments``, and the certificate files of ``payments`` and ``ledger``."""

    shell: OperatorShell
    token: str
    chain: str
    certificates: dict[str, Path]

    def tls(self, ca_file: Path, client: str | None) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(ca_file))
        if client is not None:
            context.load_cert_chain(self.certificates[client])
        return context

    def ask(self, url: str, ca_file: Path, client: str | None, headers: dict[str, str] | None = None) -> Reply:
        """Sends GET to the protected endpoint with payments' token and the certificate of ``client``."""
        return ask(
            url.removeprefix("https://"), WHOAMI, self.token, tls=self.tls(ca_file, client), headers=headers or {}
        )

    def spoof_check(self, url: str, ca_file: Path, *options: str) -> Finished:
        return self.shell.run(
            "manage.py", "mosaic", "spoof-check", url + WHOAMI, "--client", "payments",
            "--trusted-ca", ca_file, "--allow-private", *options,
        )  # fmt: skip


DUMP = """
import django, json
django.setup()
from cryptography.hazmat.primitives import serialization as s
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
pairs = {}
for name in ("payments", "ledger"):
    identity = client_registry.find(name).credentials.active().get().identity()
    key = identity.key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
    pairs[name] = identity.chain_pem + key.decode()
live = token_refresh.current(client_registry.find("payments"))
print(json.dumps({"token": live.value, "chain": live.credential.chain, "pairs": pairs}))
"""


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    folder = tmp_path_factory.mktemp("edge-deployment")
    with Sandbox() as sandbox, LoadedShell.opened(folder) as shell:
        sandbox_values = {
            name: getattr(sandbox, name) for name in ("base_url", "issuer", "trusted_ca", "app_id", "portal_token")
        }
        for number, name in enumerate(("payments", "ledger"), 1):
            resources = [RESOURCE, f"{RESOURCE}/other"]
            sandbox.add_client(f"{name}-{number}.transmit", AuthMethod.SELF_SIGNED, resources=resources)
        setup = shell.run("-m", "tests.edge.deployed", json.dumps(sandbox_values))
        assert setup.code == 0, setup.stderr
        dump = shell.run("-c", DUMP)
        assert dump.code == 0, dump.stderr
        values = json.loads(dump.stdout)
        certificates = {name: folder / f"{name}.pem" for name in values["pairs"]}
        for name, pair in values["pairs"].items():
            certificates[name].write_text(pair)
        yield Deployment(shell, values["token"], values["chain"], certificates)


@pytest.fixture(scope="session")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Edge:
    return Edge(tmp_path_factory.mktemp("edge"), CertificateAuthority("Edge")).prepare()


@pytest.fixture(scope="session")
def serve(deployment: Deployment) -> Serve:
    """``with serve("nginx") as upstream:`` runs the project under gunicorn, with loopback as trusted proxy."""

    def start(form: str, *options: str) -> AbstractContextManager[str]:
        return gunicorn(deployment.shell, trusted_proxies="127.0.0.1/32", client_certificate=form, options=options)

    return start
