"""Files as operators hand them in, good and bad; certificates are valid today."""

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
    """A self-signed client certificate."""
    return pki.issue(**{**CURRENT, **knobs})


def kin(**knobs: Any) -> Family:
    """Root, intermediate and leaf."""
    return pki.family(root=CURRENT, intermediate=CURRENT, **{**CURRENT, **knobs})


def signed_by(root: Pair, csr_pem: str, subject: str = "", **knobs: Any) -> Pair:
    """A CA's answer to a CSR (with its subject unless told), without the key, which the CA never sees."""
    request = x509.load_pem_x509_csr(csr_pem.encode())
    subject = subject or request.subject.rfc4514_string()
    stand_in = pki.issue(subject, by=root, key=_Public(request), **{**CURRENT, **knobs})
    return replace(stand_in, key=None)


class _Public:
    """In the place of a key where only its public half is known."""

    def __init__(self, request: x509.CertificateSigningRequest) -> None:
        self.public_key = request.public_key


def sha1_signed() -> Pair:
    """A certificate that says it is signed with SHA-1, which cryptography no longer does."""
    pair = leaf(key=pki.rsa_key())
    der = pair.der.replace(SHA256_WITH_RSA, SHA1_WITH_RSA)
    return Pair(pair.key, x509.load_der_x509_certificate(der))


def encrypted_key(pair: Pair, passphrase: str = PASSPHRASE) -> str:
    return pki.pem_of(pair.key, encryption=BestAvailableEncryption(passphrase.encode()))


def traditional_key(pair: Pair) -> str:
    return pki.pem_of(pair.key, PrivateFormat.TraditionalOpenSSL)


def packed(pair: Pair, *issuers: Pair, passphrase: str = PASSPHRASE) -> bytes:
    """A PKCS#12 file, with few rounds."""
    encryption = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1).build(passphrase.encode())
    others = [issuer.certificate for issuer in issuers] or None
    return serialize_key_and_certificates(b"name", pair.key, pair.certificate, others, encryption)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
