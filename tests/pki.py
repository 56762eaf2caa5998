"""A small PKI for tests: keys, CAs and certificates, valid or with any defect."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from mosaic_clients.core.forwarded_certificate.formats import FORMATS

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@cache
def rsa_key(index: int = 0, *, bits: int = 2048, exponent: int = 65537) -> rsa.RSAPrivateKey:
    """Returns an RSA key, generated once in a process. Each ``index`` is another key."""
    return rsa.generate_private_key(public_exponent=exponent, key_size=bits)


@cache
def ec_key(index: int = 0, curve: type[ec.EllipticCurve] = ec.SECP256R1) -> ec.EllipticCurvePrivateKey:
    """Returns an EC key, generated once in a process."""
    return ec.generate_private_key(curve())


def new_ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def pem_of(key: Any, form: PrivateFormat = PrivateFormat.PKCS8, encryption: Any = None) -> str:
    return key.private_bytes(Encoding.PEM, form, encryption or NoEncryption()).decode()


def pem_of_der(der: bytes, label: str = "CERTIFICATE") -> str:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n"


@dataclass(frozen=True)
class Pair:
    """A certificate and the private key of its public key."""

    key: Any
    certificate: x509.Certificate

    @property
    def key_pem(self) -> str:
        return pem_of(self.key)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def forwarded(self, form: str = "nginx") -> str:
        """The certificate as a TLS terminator of this format forwards it."""
        return FORMATS[form].encode(self.certificate)

    @property
    def x5t_s256(self) -> str:
        """Computed here, not by the code under test."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.der).digest()).rstrip(b"=").decode()


def issue(
    subject: str = "CN=client",
    *,
    by: Pair | None = None,
    key: Any = None,
    starts: datetime = NOW - DAY,
    ends: datetime = NOW + 90 * DAY,
    digest: Any = None,
    ca: bool | None = False,
    usages: Sequence[x509.ObjectIdentifier] = (ExtendedKeyUsageOID.CLIENT_AUTH,),
    names: Sequence[str] = (),
    serial: int | None = None,
    extensions: Sequence[tuple[Any, bool]] = (),
) -> Pair:
    """Creates a certificate, self-signed unless issued ``by`` another pair.

    ``ca`` None leaves basic constraints out, empty ``usages`` leave extended key usage out; ``extensions`` are added
    as they are, duplicates and invalid ones included. Nothing is checked: dates may be inverted.
    """
    key = key or new_ec_key()
    values: list[tuple[Any, bool]] = []
    if ca is not None:
        values.append((x509.BasicConstraints(ca=ca, path_length=None), True))
    if usages:
        values.append((x509.ExtendedKeyUsage(usages), False))
    if names:
        values.append((x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), False))
    values.extend(extensions)
    builder = x509.CertificateBuilder(
        issuer_name=by.certificate.subject if by else x509.Name.from_rfc4514_string(subject),
        subject_name=x509.Name.from_rfc4514_string(subject),
        public_key=key.public_key(),
        serial_number=serial or x509.random_serial_number(),
        not_valid_before=starts.astimezone(UTC).replace(tzinfo=None),
        not_valid_after=ends.astimezone(UTC).replace(tzinfo=None),
        extensions=[x509.Extension(value.oid, critical, value) for value, critical in values],
    )
    signer = by.key if by else key
    return Pair(key, builder.sign(signer, digest or hashes.SHA256()))


def authority(subject: str = "CN=Test Root", *, by: Pair | None = None, **options: Any) -> Pair:
    """Creates a CA certificate: a root, or an intermediate issued ``by`` another one."""
    return issue(subject, by=by, **{"ca": True, "usages": (), "ends": NOW + 3650 * DAY, **options})


@dataclass(frozen=True)
class Family:
    """Root, intermediate and leaf."""

    root: Pair
    intermediate: Pair
    leaf: Pair

    @property
    def certificates(self) -> list[x509.Certificate]:
        return [self.leaf.certificate, self.intermediate.certificate, self.root.certificate]


def family(*, root: dict[str, Any] | None = None, intermediate: dict[str, Any] | None = None, **leaf: Any) -> Family:
    """Creates a chain of three certificates; each takes the options of ``issue``."""
    top = authority("CN=Test Root", **(root or {}))
    middle = authority("CN=Test Intermediate", by=top, **(intermediate or {}))
    return Family(top, middle, issue(**{"subject": "CN=client,O=Example", "by": middle, **leaf}))
