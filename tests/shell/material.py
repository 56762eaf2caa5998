"""Files that operators import, good and bad. Their certificates are valid today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from tests import pki
from tests.pki import DAY, Family, Pair

NOW = datetime.now(UTC)
CURRENT = {"starts": NOW - DAY, "ends": NOW + 90 * DAY}
PASSPHRASE = "open sesame"
SHA256_WITH_RSA, SHA1_WITH_RSA = bytes.fromhex("06092a864886f70d01010b"), bytes.fromhex("06092a864886f70d010105")


def leaf(**knobs: Any) -> Pair:
    """Creates a self-signed client certificate."""
    return pki.issue(**{**CURRENT, **knobs})


def kin(**knobs: Any) -> Family:
    """Creates root, intermediate and leaf."""
    return pki.family(root=CURRENT, intermediate=CURRENT, **{**CURRENT, **knobs})


def signed_by(root: Pair, csr_pem: str, subject: str = "", **knobs: Any) -> Pair:
    """Issues a certificate for a CSR, by default with its subject. There is no key: the CA never sees it."""
    request = x509.load_pem_x509_csr(csr_pem.encode())
    subject = subject or request.subject.rfc4514_string()
    stand_in = pki.issue(subject, by=root, key=_Public(request), **{**CURRENT, **knobs})
    return replace(stand_in, key=None)


class _Public:
    """Stands for a key of which only the public half is known."""

    def __init__(self, request: x509.CertificateSigningRequest) -> None:
        self.public_key = request.public_key


def sha1_signed() -> Pair:
    """Creates a certificate that claims a SHA-1 signature, which cryptography no longer creates."""
    pair = leaf(key=pki.rsa_key())
    der = pair.der.replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    return Pair(pair.key, x509.load_der_x509_certificate(der))


def encrypted_key(pair: Pair, passphrase: str = PASSPHRASE) -> str:
    return pki.pem_of(pair.key, encryption=BestAvailableEncryption(passphrase.encode()))


def traditional_key(pair: Pair) -> str:
    return pki.pem_of(pair.key, PrivateFormat.TraditionalOpenSSL)


def packed(pair: Pair, *issuers: Pair, passphrase: str = PASSPHRASE) -> bytes:
    """Creates a PKCS#12 file with few KDF rounds."""
    encryption = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1).build(passphrase.encode())
    others = [issuer.certificate for issuer in issuers] or None
    return serialize_key_and_certificates(b"name", pair.key, pair.certificate, others, encryption)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
