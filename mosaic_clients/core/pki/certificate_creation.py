"""Creates self-signed client certificates and certificate signing requests, and reads the subject DN for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.alternative_names import subject_alternative_name
from mosaic_clients.core.pki.private_keys import PrivateKey

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


def create_csr(key: PrivateKey, subject_dn: str, alternative_names: Sequence[str] = ()) -> str:
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
