"""Calls a sandbox with Python's own TLS and HTTP client, and creates keys and certificates for it."""

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

from mosaic_clients.core.pki.certificate_creation import self_sign
from mosaic_clients.core.pki.chains import dump_chain
from mosaic_clients.core.pki.private_keys import KeyAlgorithm, PrivateKey, dump_private_key, generate
from mosaic_clients.sandbox import Sandbox
from tests import pki
from tests.pki import DAY


@dataclass(frozen=True)
class Material:
    """A private key, its certificate, and the intermediates that the caller sends."""

    key: PrivateKey
    chain: tuple[x509.Certificate, ...]

    @property
    def leaf(self) -> x509.Certificate:
        return self.chain[0]

    @property
    def x5t_s256(self) -> str:
        return pki.Pair(self.key, self.leaf).x5t_s256

    def alone(self) -> Material:
        """Returns the same material without intermediates."""
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
    """Calls on one connection that is kept alive, with or without a certificate."""

    def __init__(self, sandbox: Sandbox, material: Material | None = None) -> None:
        url = urlsplit(sandbox.base_url)
        context = ssl.create_default_context(cadata=sandbox.trusted_ca)
        if material is not None:
            load_material(context, material)
        assert url.hostname
        self.connection = http.client.HTTPSConnection(url.hostname, url.port, context=context, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def call(
        self, method: str, path: str, *, body: bytes = b"", token: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        all_headers = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        self.connection.request(method, path, body, all_headers)
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
    """Makes one call on its own connection."""
    body, content_type = b"", {}
    if form is not None:
        body, content_type = urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    elif json is not None:
        body, content_type = json_module.dumps(json).encode(), {"Content-Type": "application/json"}
    with Caller(sandbox, material) as caller:
        return caller.call(method, path, body=body, token=token, headers={**content_type, **(headers or {})})


def ask_for_token(sandbox: Sandbox, client_id: str, material: Material | None, **form: str) -> Answer:
    """Requests a token with client_credentials, with the certificate and without a secret."""
    fields = {"client_id": client_id, "grant_type": "client_credentials", **form}
    return call(sandbox, "POST", "/cis/oidc/token", material=material, form=fields)


def assert_unauthenticated(answer: Answer) -> None:
    """Checks for the refusal of the client's authentication, which must not be cached."""
    assert answer.status == 401
    assert answer.json == {"error": "invalid_client", "error_description": "client authentication failed"}
    assert answer.headers["cache-control"] == "no-store"


def client_path(sandbox: Sandbox, client_id: str) -> str:
    return f"/cis/v1/applications/{sandbox.app_id}/clients/{client_id}"


def register(sandbox: Sandbox, client_id: str, configuration: Mapping[str, Any]) -> Answer:
    """Replaces a client's authentication configuration, as the portal's administrator."""
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
    """Issues a certificate, signed by ``issuer`` or itself. Dates are relative to now; the chain ends at the root."""
    now = datetime.now(UTC)
    issuer_pair = pki.Pair(issuer.key, issuer.leaf) if issuer else None
    pair = pki.issue(subject, by=issuer_pair, key=key, starts=now + begins, ends=now + ends, ca=ca)
    return Material(pair.key, (pair.certificate, *(issuer.chain if issuer else ())))


def load_material(context: ssl.SSLContext, material: Material) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(dump_private_key(material.key) + dump_chain(material.chain))
        file.flush()
        context.load_cert_chain(file.name)


def _segment(token: str, position: int) -> dict[str, Any]:
    text = token.split(".")[position]
    decoded: dict[str, Any] = json_module.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return decoded
