"""One X.509 certificate: creates it, and reads it once into plain values.

``usage_rules`` decides what it may be used for.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.alternative_names import subject_alternative_name
from mosaic_clients.core.pki.private_keys import PrivateKey, PublicKey, require_strong

BACKDATE = timedelta(minutes=5)
"""A new certificate starts this much in the past, for peers whose clock is behind."""

_ANY, _IA5, _PRINTABLE = re.compile(r".*"), re.compile(r"[ -~]*"), re.compile(r"[A-Za-z0-9 '()+,./:=?-]*")
_RESTRICTED = {
    NameOID.COUNTRY_NAME: _PRINTABLE,
    NameOID.JURISDICTION_COUNTRY_NAME: _PRINTABLE,
    NameOID.SERIAL_NUMBER: _PRINTABLE,
    NameOID.DN_QUALIFIER: _PRINTABLE,
    NameOID.DOMAIN_COMPONENT: _IA5,
    NameOID.EMAIL_ADDRESS: _IA5,
}


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
        with unwarned():
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
def unwarned() -> Iterator[None]:
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


def parse_subject(dn: str) -> x509.Name:
    """Parse a distinguished name in RFC 4514 form, for example ``CN=payments,O=Example``; raises MaterialRefused."""
    try:
        name = x509.Name.from_rfc4514_string(dn)
    except (ValueError, KeyError):
        name = x509.Name([])
    if not list(name) or not all(_is_writable(attribute) for attribute in name):
        raise MaterialRefused(
            f"{dn!r} is not a distinguished name of RFC 4514. Example: CN=payments,O=Example,C=DE",
            code=MaterialCode.SUBJECT_DN,
        )
    return name


def self_sign(
    key: PrivateKey, subject_dn: str, *, now: datetime, lifetime: timedelta, alternative_names: Sequence[str] = ()
) -> x509.Certificate:
    """A self-signed certificate for TLS client authentication (RFC 8705 §2.2), valid from BACKDATE before ``now``.

    Raises MaterialRefused for an invalid subject or alternative name.
    """
    name, san_extension = parse_subject(subject_dn), subject_alternative_name(alternative_names)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATE)
        .not_valid_after(now + lifetime)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if san_extension is not None:
        builder = builder.add_extension(san_extension, critical=False)
    return builder.sign(key, signing_hash(key))


def request_signature(key: PrivateKey, subject_dn: str, alternative_names: Sequence[str] = ()) -> str:
    """A certificate signing request (PKCS#10, PEM) for a TLS client certificate; raises as ``self_sign`` does."""
    san_extension = subject_alternative_name(alternative_names)
    builder = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(parse_subject(subject_dn))
        .add_extension(key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
    )
    if san_extension is not None:
        builder = builder.add_extension(san_extension, critical=False)
    request = builder.sign(key, signing_hash(key))
    return request.public_bytes(serialization.Encoding.PEM).decode()


def requested_subject(csr_pem: str) -> str:
    """The subject DN (RFC 4514) of one of our own CSRs."""
    return x509.load_pem_x509_csr(csr_pem.encode()).subject.rfc4514_string()


def signing_hash(key: PrivateKey) -> hashes.SHA256 | hashes.SHA384:
    """SHA-384 for P-384, SHA-256 for every other key."""
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP384R1):
        return hashes.SHA384()
    return hashes.SHA256()


def key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    """The key usage of a CA, or of one end of a TLS connection (RFC 5280 §4.2.1.3)."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _is_writable(attribute: x509.NameAttribute[str | bytes]) -> bool:
    """Whether a value fits the ASN.1 string type of its attribute and has no control characters."""
    text = str(attribute.value)
    return text.isprintable() and _RESTRICTED.get(attribute.oid, _ANY).fullmatch(text) is not None
