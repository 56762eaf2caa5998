"""Whoever talks to a sandbox in these tests: Python's own TLS and HTTP client, and material made on the spot."""

from __future__ import annotations

import http.client
import json as json_module
import ssl
import tempfile
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from cryptography import x509

from mosaic_clients.core.pki.certificates import self_sign
from mosaic_clients.core.pki.chains import dump_chain
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, PrivateKey, dump_private_key, generate
from mosaic_clients.sandbox import Sandbox
from tests import pki
from tests.pki import DAY


@dataclass(frozen=True)
class Material:
    """A private key, its certificate, and the certificates sent along with it."""

    key: PrivateKey
    chain: tuple[x509.Certificate, ...]

    @property
    def leaf(self) -> x509.Certificate:
        return self.chain[0]

    @property
    def x5t_s256(self) -> str:
        return pki.Pair(self.key, self.leaf).x5t_s256

    def alone(self) -> Material:
        """The same without intermediates."""
        return Material(self.key, self.chain[:1])


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json_module.loads(self.body)


class Caller:
    """One caller, with or without a certificate, on one connection that is kept alive."""

    def __init__(self, sandbox: Sandbox, material: Material | None = None) -> None:
        where = urlsplit(sandbox.base_url)
        context = ssl.create_default_context(cadata=sandbox.trusted_ca)
        if material is not None:
            load_material(context, material)
        assert where.hostname
        self.connection = http.client.HTTPSConnection(where.hostname, where.port, context=context, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def call(
        self, method: str, path: str, *, body: bytes = b"", token: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        sent = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


def call(
    sandbox: Sandbox,
    method: str,
    path: str,
    *,
    material: Material | None = None,
    form: Mapping[str, str] | Sequence[tuple[str, str]] | None = None,
    json: object = None,
    token: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One call on a connection of its own."""
    body, kind = b"", {}
    if form is not None:
        body, kind = urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    elif json is not None:
        body, kind = json_module.dumps(json).encode(), {"Content-Type": "application/json"}
    with Caller(sandbox, material) as caller:
        return caller.call(method, path, body=body, token=token, headers={**kind, **(headers or {})})


def ask_for_token(sandbox: Sandbox, client_id: str, material: Material | None, **form: str) -> Answer:
    """A client_credentials request, with the certificate and without a secret."""
    fields = {"client_id": client_id, "grant_type": "client_credentials", **form}
    return call(sandbox, "POST", "/cis/oidc/token", material=material, form=fields)


def client_path(sandbox: Sandbox, client_id: str) -> str:
    return f"/cis/v1/applications/{sandbox.app_id}/clients/{client_id}"


def register(sandbox: Sandbox, client_id: str, configuration: Mapping[str, Any]) -> Answer:
    """Hand a client's whole authentication configuration over, as the portal's administrator."""
    body = {"authentication_configuration": configuration}
    return call(sandbox, "PUT", client_path(sandbox, client_id), json=body, token=sandbox.portal_token)


def claims_of(token: str) -> dict[str, Any]:
    return _segment(token, 1)


def header_of(token: str) -> dict[str, Any]:
    return _segment(token, 0)


def self_signed(subject: str = "CN=payments", algorithm: KeyAlgorithm = KeyAlgorithm.EC_P256) -> Material:
    key = generate(algorithm)
    return Material(key, (self_sign(key, subject, now=datetime.now(UTC), lifetime=90 * DAY),))


def issue(
    subject: str,
    issuer: Material | None,
    *,
    ca: bool = False,
    begins: timedelta = -DAY,
    ends: timedelta = 90 * DAY,
    key: PrivateKey | None = None,
) -> Material:
    """A certificate issued by ``issuer`` or by itself, with its dates counted from now; its chain ends at the root."""
    now = datetime.now(UTC)
    by = pki.Pair(issuer.key, issuer.leaf) if issuer else None
    pair = pki.issue(subject, by=by, key=key, starts=now + begins, ends=now + ends, ca=ca)
    return Material(pair.key, (pair.certificate, *(issuer.chain if issuer else ())))


def load_material(context: ssl.SSLContext, material: Material) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(dump_private_key(material.key) + dump_chain(material.chain))
        file.flush()
        context.load_cert_chain(file.name)


def _segment(token: str, position: int) -> dict[str, Any]:
    text = token.split(".")[position]
    found: dict[str, Any] = json_module.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found
