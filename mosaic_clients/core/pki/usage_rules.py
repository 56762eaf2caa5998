"""What a certificate may be used for at a given time: as a TLS client's own, or as an issuer above it."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID, PublicKeyAlgorithmOID

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.certificates import public_key_of, read_facts, reason_of

_STRONG_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512, hashes.SHA3_256, hashes.SHA3_384, hashes.SHA3_512)

SOON = timedelta(days=30)
"""A certificate that expires within this time is accepted with a warning."""


def require_client_auth_usable(certificate: x509.Certificate, *, now: datetime, authority_issued: bool) -> None:
    """Refuse a leaf that cannot serve as a TLS client certificate at ``now``.

    A self-signed leaf may be marked as a CA (``openssl req -x509`` does that by default), an issued one may not.
    Raises MaterialRefused with the code ``expired``, ``not_yet_valid``, ``weak_signature``, ``wrong_usage`` or a code
    of the key.
    """
    public_key_of(certificate)
    _require_plain_rsa(certificate)
    require_valid(certificate, now=now)
    require_good_signature(certificate)
    try:
        extensions = certificate.extensions
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as error:
        raise MaterialRefused(
            f"The certificate is malformed: {reason_of(error)}.", code=MaterialCode.CERTIFICATE_UNREADABLE
        ) from None
    for extension in extensions:
        value = extension.value
        if isinstance(value, x509.ExtendedKeyUsage) and not _allows_client_auth(value):
            raise MaterialRefused(
                "The certificate's extended key usage does not include clientAuth. Request a client certificate.",
                code=MaterialCode.WRONG_USAGE,
            )
        if isinstance(value, x509.KeyUsage) and not value.digital_signature:
            raise MaterialRefused(
                "The certificate's key usage does not include digitalSignature, which a TLS client needs. "
                "Request a client certificate.",
                code=MaterialCode.WRONG_USAGE,
            )
        if authority_issued and isinstance(value, x509.BasicConstraints) and value.ca:
            raise MaterialRefused("This is a CA certificate, not a client certificate.", code=MaterialCode.WRONG_USAGE)


def _require_plain_rsa(certificate: x509.Certificate) -> None:
    """Refuse a leaf whose key is restricted to RSA-PSS. Issuers may have such a key.

    cryptography serializes the private key as plain RSA, and OpenSSL then reports that the two do not match.
    """
    if certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS:
        raise MaterialRefused(
            "The certificate's key is of the type RSA-PSS, which is not supported. Use a plain RSA key.",
            code=MaterialCode.KEY_TYPE,
        )


def require_valid(certificate: x509.Certificate, *, now: datetime) -> None:
    """Refuse a certificate outside its validity; raises MaterialRefused."""
    facts = read_facts(certificate)
    if facts.not_after <= facts.not_before:
        raise MaterialRefused("The certificate expires before it becomes valid.", code=MaterialCode.EXPIRED)
    if now >= facts.not_after:
        raise MaterialRefused(
            f"The certificate {facts.subject_dn!r} expired on {facts.not_after:%Y-%m-%d %H:%M} UTC. Use a valid one.",
            code=MaterialCode.EXPIRED,
        )
    if now < facts.not_before:
        raise MaterialRefused(
            f"The certificate {facts.subject_dn!r} is not valid before {facts.not_before:%Y-%m-%d %H:%M} UTC.",
            code=MaterialCode.NOT_YET_VALID,
        )


def require_good_signature(certificate: x509.Certificate) -> None:
    """Refuse SHA-1, MD5 and unknown signature hashes; raises MaterialRefused."""
    if not has_good_signature(certificate):
        algorithm = _signature_hash(certificate)
        name = algorithm.name if algorithm else "an unknown algorithm"
        raise MaterialRefused(
            f"The certificate is signed with {name}. Use SHA-256 or better.", code=MaterialCode.WEAK_SIGNATURE
        )


def has_good_signature(certificate: x509.Certificate) -> bool:
    """Whether a certificate is signed with SHA-256 or better; does not verify the signature."""
    return isinstance(_signature_hash(certificate), _STRONG_HASHES)


def warnings(certificate: x509.Certificate, *, now: datetime) -> list[str]:
    """Warnings about an accepted leaf, one sentence each."""
    sentences = []
    left = read_facts(certificate).not_after - now
    if left <= SOON:
        sentences.append(f"The certificate expires in {left.days} days. Rotate before then.")
    if any(isinstance(each.value, x509.BasicConstraints) and each.value.ca for each in certificate.extensions):
        sentences.append("The certificate is marked as a CA (CA:TRUE), which some servers refuse from a client.")
    return sentences


def require_authority(certificate: x509.Certificate, *, authorities_below: int = 0) -> None:
    """Refuse an issuer that is not a CA, may not sign certificates, or may not have so many authorities below it.

    Checks basic constraints and key usage (RFC 5280 §4.2.1.9, §4.2.1.3), as TLS servers do; raises MaterialRefused.
    """
    dn = read_facts(certificate).subject_dn
    try:
        by_type = {type(extension.value): extension.value for extension in certificate.extensions}
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        by_type = {}
    constraints, usage = by_type.get(x509.BasicConstraints), by_type.get(x509.KeyUsage)
    if not isinstance(constraints, x509.BasicConstraints) or not constraints.ca:
        raise MaterialRefused(f"{dn!r} issued a certificate here but is not a CA.", code=MaterialCode.WRONG_USAGE)
    if isinstance(usage, x509.KeyUsage) and not usage.key_cert_sign:
        raise MaterialRefused(
            f"{dn!r} issued a certificate here, which its key usage (no keyCertSign) forbids.",
            code=MaterialCode.WRONG_USAGE,
        )
    if constraints.path_length is not None and constraints.path_length < authorities_below:
        raise MaterialRefused(
            f"{dn!r} allows {constraints.path_length} authorities below it (path length), but this chain has "
            f"{authorities_below}.",
            code=MaterialCode.WRONG_USAGE,
        )


def _signature_hash(certificate: x509.Certificate) -> hashes.HashAlgorithm | None:
    try:
        return certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return None


def _allows_client_auth(usage: x509.ExtendedKeyUsage) -> bool:
    return ExtendedKeyUsageOID.CLIENT_AUTH in usage or ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE in usage
