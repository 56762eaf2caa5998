"""The sandbox's own certificate authority, restricted to loopback names, and its server certificate."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import ExtendedKeyUsageOID

from mosaic_clients.core.pki.certificate_creation import BACKDATE, key_usage, parse_subject, signing_hash
from mosaic_clients.core.pki.certificates import to_pem
from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.private_keys import (
    KeyAlgorithm,
    PrivateKey,
    dump_private_key,
    generate,
    load_sealed_private_key,
)
from mosaic_clients.sandbox.storage import Storage

FILE = "certificates.json"
CA_FILE = "ca.pem"
"""A copy of the CA certificate, for ``curl --cacert``."""

AUTHORITY_LIFETIME = timedelta(days=3650)
SERVER_LIFETIME = timedelta(days=397)
RENEW_BEFORE = timedelta(days=30)

_LOOPBACK = (
    x509.DNSName("localhost"),
    x509.IPAddress(ip_address("127.0.0.1")),
    x509.IPAddress(ip_address("::1")),
)
_PERMITTED = (
    x509.DNSName("localhost"),
    x509.IPAddress(ip_network("127.0.0.0/8")),
    x509.IPAddress(ip_network("::1/128")),
)


@dataclass(frozen=True, slots=True)
class ServerIdentity:
    """The key and certificate of a TLS server on loopback, and the CA that its callers trust, as PEM."""

    key_pem: str = field(repr=False)
    chain_pem: str
    ca_pem: str


def server_identity(storage: Storage, *, now: datetime) -> ServerIdentity:
    """Return the stored identity. Creates it the first time, and renews it a month before it expires. Keeps the CA."""
    stored: dict[str, Any] = storage.read(FILE) or {}
    if not stored or _expiry(stored["ca"]) < now + SERVER_LIFETIME:
        stored = _make_authority(now)
    if "server" not in stored or _expiry(stored["server"]) < now + RENEW_BEFORE:
        stored |= _issue_server(load_sealed_private_key(stored["ca_key"]), _load(stored["ca"]), now)
        storage.write(FILE, stored)
        storage.write_text(CA_FILE, stored["ca"])
    return ServerIdentity(stored["server_key"], stored["server"], stored["ca"])


def _make_authority(now: datetime) -> dict[str, str]:
    key = generate(KeyAlgorithm.EC_P256)
    name = parse_subject("CN=Mosaic sandbox CA")
    certificate = (
        certificate_builder(name, name, key.public_key(), now, AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(signs_certificates=True), critical=True)
        # A caller that trusts this CA trusts it only for its own machine.
        .add_extension(x509.NameConstraints(permitted_subtrees=_PERMITTED, excluded_subtrees=None), critical=True)
        .sign(key, signing_hash(key))
    )
    return {"ca_key": dump_private_key(key), "ca": to_pem(certificate)}


def _issue_server(ca_key: PrivateKey, ca: x509.Certificate, now: datetime) -> dict[str, str]:
    key = generate(KeyAlgorithm.EC_P256)
    certificate = (
        certificate_builder(parse_subject("CN=localhost"), ca.subject, key.public_key(), now, SERVER_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_LOOPBACK), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, signing_hash(ca_key))
    )
    return {"server_key": dump_private_key(key), "server": to_pem(certificate)}


def certificate_builder(
    subject: x509.Name, issuer: x509.Name, public_key: CertificatePublicKeyTypes, now: datetime, lifetime: timedelta
) -> x509.CertificateBuilder:
    """Return a builder for a certificate that is valid from shortly before ``now``."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATE)
        .not_valid_after(now + lifetime)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _load(pem: str) -> x509.Certificate:
    return parse_certificates(pem)[0]


def _expiry(pem: str) -> datetime:
    return _load(pem).not_valid_after_utc
