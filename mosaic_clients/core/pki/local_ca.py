"""A small certificate authority: creates its root, and issues TLS client certificates for CSRs."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509.oid import ExtendedKeyUsageOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.certificate_creation import BACKDATE, key_usage, parse_subject, signing_hash
from mosaic_clients.core.pki.certificates import read_facts
from mosaic_clients.core.pki.private_keys import PrivateKey, require_size, require_strong

_UNREADABLE_EXTENSION = (x509.UnsupportedGeneralNameType, x509.DuplicateExtension, x509.InvalidVersion)


def self_sign_authority(key: PrivateKey, subject_dn: str, *, now: datetime, lifetime: timedelta) -> x509.Certificate:
    """The root certificate of a CA that issues only end-entity certificates (RFC 5280 §4.2.1.9)."""
    name = parse_subject(subject_dn)
    return (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATE)
        .not_valid_after(now + lifetime)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, signing_hash(key))
    )


def issue(
    csr_pem: str, key: PrivateKey, authority: x509.Certificate, *, now: datetime, lifetime: timedelta
) -> x509.Certificate:
    """Issue a TLS client certificate for a CSR, with its key, subject and alternative names.

    The certificate never expires after its authority. Raises MaterialRefused if the CSR is unreadable, weak or not
    signed by its own key, or if the authority has expired.
    """
    request, names = _load_request(csr_pem)
    not_after = min(now + lifetime, read_facts(authority).not_after)
    if not_after <= now:
        raise MaterialRefused(
            f"The certificate authority {read_facts(authority).subject_dn!r} has expired: make a new one.",
            code=MaterialCode.EXPIRED,
        )
    builder = (
        x509.CertificateBuilder(issuer_name=authority.subject, subject_name=request.subject)
        .public_key(request.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(max(now - BACKDATE, read_facts(authority).not_before))
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(request.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    if names is not None:
        builder = builder.add_extension(names.value, critical=names.critical)
    return builder.sign(key, signing_hash(key))


def _load_request(
    csr_pem: str,
) -> tuple[x509.CertificateSigningRequest, x509.Extension[x509.SubjectAlternativeName] | None]:
    """A CSR and its alternative names. All properties are read here: some CSRs load and then raise on one."""
    try:
        request = x509.load_pem_x509_csr(require_size(csr_pem, "CSR"))
        is_signed = request.is_signature_valid
        names = [each for each in request.extensions if isinstance(each.value, x509.SubjectAlternativeName)]
        subject = request.subject.rfc4514_string()
    except (ValueError, TypeError, UnsupportedAlgorithm, *_UNREADABLE_EXTENSION):
        raise MaterialRefused("This is not a readable CSR.", code=MaterialCode.CSR_UNREADABLE) from None
    if not is_signed:
        raise MaterialRefused("The CSR is not signed by its own key.", code=MaterialCode.CSR_UNREADABLE)
    if not subject:
        raise MaterialRefused("The CSR has no subject.", code=MaterialCode.SUBJECT_DN)
    require_strong(request.public_key())
    return request, names[0] if names else None
