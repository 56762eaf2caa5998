"""One X.509 certificate: reads it once into plain values.

``usage_rules`` decides what it may be used for.
"""

from __future__ import annotations

import hashlib
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.private_keys import PublicKey, require_strong

_MAX_SERIAL_BITS = 160
"""20 octets (RFC 5280 §4.1.2.2)."""

_IGNORED_WARNINGS = (
    r"Parsed a serial number|Attribute's length|The parsed certificate contains a NULL|PKCS#12 bundle could not"
)
"""The beginnings of the warnings that cryptography gives about certificates; our own rules refuse these."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The values of a certificate that lists and filters need, read once.

    Names are RFC 4514 and printable, dates are aware and UTC, ``serial`` is upper-case hex, ``x5t_s256`` the unpadded
    base64url SHA-256 of the DER.
    """

    subject_dn: str
    issuer_dn: str
    serial: str
    not_before: datetime
    not_after: datetime
    x5t_s256: str


def thumbprint(der: bytes) -> str:
    """``x5t#S256`` of a certificate's DER: base64url without padding (RFC 8705 §3.1)."""
    return urlsafe_b64encode(hashlib.sha256(der).digest()).rstrip(b"=").decode()


def hex_fingerprint(der: bytes) -> str:
    """The SHA-256 of a certificate's DER in lower-case hex, as Envoy and many tools write it."""
    return hashlib.sha256(der).hexdigest()


def to_der(certificate: x509.Certificate) -> bytes:
    """The certificate's DER bytes."""
    return certificate.public_bytes(serialization.Encoding.DER)


def to_pem(certificate: x509.Certificate) -> str:
    """The certificate serialized again as PEM, without any text that was pasted around it."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def read_facts(certificate: x509.Certificate) -> CertificateFacts:
    """Read every value of a certificate that is stored; raises MaterialRefused.

    Some certificates load and then raise on a property, so all properties are read here, once.
    """
    try:
        with without_library_warnings():
            serial = certificate.serial_number
            facts = CertificateFacts(
                subject_dn=_printable(certificate.subject.rfc4514_string()),
                issuer_dn=_printable(certificate.issuer.rfc4514_string()),
                serial=f"{serial:X}",
                not_before=certificate.not_valid_before_utc,
                not_after=certificate.not_valid_after_utc,
                x5t_s256=thumbprint(to_der(certificate)),
            )
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MaterialRefused(
            f"The certificate is malformed: {reason_of(error)}.", code=MaterialCode.CERTIFICATE_UNREADABLE
        ) from None
    if serial <= 0 or serial.bit_length() > _MAX_SERIAL_BITS:
        raise MaterialRefused(
            f"The serial number of the certificate {facts.subject_dn!r} must be above zero and at most 20 bytes long. "
            "Request a new certificate.",
            code=MaterialCode.SERIAL_NUMBER,
        )
    return facts


@contextmanager
def without_library_warnings() -> Iterator[None]:
    """Suppresses the library's warnings about unusual certificates."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=_IGNORED_WARNINGS)
        yield


def reason_of(error: Exception) -> str:
    """The library's reason why it cannot read some material, without the internals of its parser."""
    reason = str(error).partition("\n")[0].rstrip(".")
    return "its encoding is damaged or incomplete" if not reason or "ParseError" in reason else reason


def _printable(dn: str) -> str:
    """A name without line breaks or escape sequences: RFC 4514 §2.4 allows any octet as hex."""
    return "".join(each if each.isprintable() else "".join(f"\\{byte:02X}" for byte in each.encode()) for each in dn)


def public_key_of(certificate: x509.Certificate) -> PublicKey:
    """The certificate's public key, if we accept it; raises MaterialRefused."""
    try:
        return require_strong(certificate.public_key())
    except (ValueError, UnsupportedAlgorithm):
        raise MaterialRefused("The certificate's key is neither RSA nor EC.", code=MaterialCode.KEY_TYPE) from None
