"""Serves the project over TLS with an optional client certificate, and calls it to show what it accepts."""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from mosaic_clients import conf
from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.core.oauth.responses import Answer
from mosaic_clients.management.quickstart.progress import Progress
from mosaic_clients.models import Client, Credential
from mosaic_clients.sandbox import Sandbox, TLSServer
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.transport.http import call
from mosaic_clients.transport.sessions import IdentitySession

PATH = "/api/whoami"


@dataclass(frozen=True, slots=True)
class Site:
    """The running site. ``ca`` is the PEM of the CA that issued its certificate."""

    server: TLSServer
    ca: str

    @classmethod
    def start(cls, sandbox: Sandbox, port: int) -> Site:
        """Serves this project on loopback. Reads the client certificate from the server's environ, not from headers."""
        settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "CLIENT_CERTIFICATE": "wsgi"}
        identity = sandbox.server_identity
        server = TLSServer(
            get_wsgi_application(),
            host="127.0.0.1",
            port=port,
            key_pem=identity.key_pem,
            chain_pem=identity.chain_pem,
        )
        logging.getLogger("django.request").setLevel(logging.ERROR)  # the demo causes refusals on purpose
        server.start()
        return cls(server, identity.ca_pem)

    def whoami(self, token: str, credential: Credential | None, headers: dict[str, str] | None = None) -> Answer:
        """Calls the protected endpoint with ``token`` and the certificate of ``credential``, or without one."""
        limits = conf.current().limits
        with IdentitySession(
            credential.identity() if credential else None,
            trusted_ca=self.ca,
            allow_private=True,
            timeout=(limits.connect, limits.read),
        ) as session:
            return call(
                session,
                "GET",
                self.server.url + PATH,
                headers={"Authorization": f"Bearer {token}", **(headers or {})},
                limits=limits,
            )

    def check(self, client: Client, other: Client, progress: Progress) -> None:
        """Shows that the endpoint accepts a bound token only with its certificate."""
        current = token_refresh.current(client)
        other_credential = other.credentials.active().get()
        leaf = current.credential.identity().leaf
        forged = {
            FORMATS["nginx"].header: FORMATS["nginx"].encode(leaf),
            "SSL-Client-Cert": FORMATS["apache"].encode(leaf),
        }
        for status, step, answer in (
            (200, "the bound certificate is accepted", self.whoami(current.value, current.credential)),
            (401, "another certificate is refused", self.whoami(current.value, other_credential)),
            (401, "no certificate is refused", self.whoami(current.value, None)),
            (401, "a forged certificate header is refused", self.whoami(current.value, None, forged)),
        ):
            progress.require(answer.status == status, f"{PATH}: {step} ({status})", f"it answered {answer.status}")


def write_curl_files(folder: Path, site: Site, client: Client) -> tuple[str, str]:
    """Returns two curl commands: one that passes, one that is refused.

    curl reads the key from a file. The key is encrypted there, and only the printed command contains the password.
    """
    credential = client.credentials.active().get()
    identity, password = credential.identity(), secrets.token_urlsafe(12)
    key = identity.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password.encode()),
    )
    ca, pair = folder / "ca.pem", folder / f"{client.name}.pem"
    ca.write_text(site.ca)
    pair.touch(mode=0o600)
    pair.write_bytes(identity.chain_pem.encode() + key)
    bearer = f'-H "Authorization: Bearer $({sys.executable} {Path(sys.argv[0]).absolute()} mosaic token {client.name})"'
    url = f"{site.server.url}{PATH}"
    return (
        f"curl --cacert {ca} --cert {pair}:{password} {bearer} {url}",
        f"curl --cacert {ca} {bearer} {url}",
    )
