"""Currently valid certificates for servers and clients on loopback."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.pki.certificate_creation import key_usage
from mosaic_clients.core.pki.identity import Identity, new_identity
from tests.pki import DAY, Pair, authority, issue, new_ec_key

NOW = datetime.now(UTC)
CURRENT = {"starts": NOW - DAY, "ends": NOW + 90 * DAY}
LOOPBACK = (x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost"))


def current_authority(subject: str = "CN=Loopback Root") -> Pair:
    """A currently valid root with every extension that strict verifiers require (Python 3.13's default contexts)."""
    key = new_ec_key()
    extensions = [
        (key_usage(signs_certificates=True), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
    ]
    return authority(subject, key=key, extensions=extensions, **CURRENT)


def server_of(root: Pair, *names: x509.GeneralName, **knobs: Any) -> Pair:
    """A server certificate for loopback, or for ``names``."""
    return issue(
        "CN=loopback",
        by=root,
        usages=[ExtendedKeyUsageOID.SERVER_AUTH],
        extensions=[
            (x509.SubjectAlternativeName(names or LOOPBACK), False),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), False),
        ],
        **{**CURRENT, **knobs},
    )


def client_identity(key: Any = None, name: str = "client") -> Identity:
    """A self-signed client identity, made as the product makes it."""
    pair = issue(f"CN={name}", key=key, **CURRENT)
    return new_identity(pair.key, [pair.certificate], AuthMethod.SELF_SIGNED, now=NOW)


@dataclass(frozen=True)
class ServerFiles:
    """A file with a server's certificate and key, which ``ssl`` can load."""

    path: Path

    @classmethod
    def written(cls, pair: Pair, folder: Path) -> ServerFiles:
        path = folder / f"{pair.x5t_s256}.pem"
        path.write_text(pair.pem + pair.key_pem)
        return cls(path)

    def context(self, *, accepted_clients: str = "", demand: bool = False) -> ssl.SSLContext:
        """A server's context: ``accepted_clients`` (PEM) may present a certificate, or must with ``demand``."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path)
        if accepted_clients:
            context.load_verify_locations(cadata=accepted_clients)
            context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
            context.verify_mode = ssl.CERT_REQUIRED if demand else ssl.CERT_OPTIONAL
        return context
