"""A certificate chain: reads it from PEM in any order, sorts it leaf to root, and verifies every link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from mosaic_clients.core.errors import MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.certificates import (
    public_key_of,
    read_facts,
    reason_of,
    to_der,
    to_pem,
    without_library_warnings,
)
from mosaic_clients.core.pki.private_keys import PublicKey, require_size
from mosaic_clients.core.pki.usage_rules import (
    has_good_signature,
    require_authority,
    require_client_auth_usable,
    require_good_signature,
    require_valid,
)

_BLOCK = re.compile(r"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----")
MAX_CHAIN = 10
"""The most certificates in one chain: TLS stacks refuse deeper ones."""


def parse_certificates(pem: str | bytes) -> list[x509.Certificate]:
    """Read every certificate of a PEM text, in order and without duplicates.

    Raises MaterialRefused for anything other than certificates, especially a private key: it would be stored
    unencrypted.
    """
    text = require_size(pem, "certificate file").decode("utf-8", errors="replace")
    if "PRIVATE KEY" in text:
        raise MaterialRefused(
            "There is a private key where certificates belong. Give the key separately: it is stored encrypted.",
            code=MaterialCode.PRIVATE_KEY_IN_CERTIFICATES,
        )
    blocks = _BLOCK.findall(text)
    if not blocks:
        raise MaterialRefused(
            "No PEM certificate found. Expected '-----BEGIN CERTIFICATE-----' blocks.",
            code=MaterialCode.CERTIFICATE_UNREADABLE,
        )
    if len(blocks) > MAX_CHAIN:
        raise MaterialRefused(
            f"There are {len(blocks)} certificates; {MAX_CHAIN} is the limit.", code=MaterialCode.CHAIN_TOO_LONG
        )
    return each_once(map(_load, blocks))


def certificate_blocks(pem: str | bytes) -> str:
    """The unchanged certificate blocks of a file that may also hold their key; raises MaterialRefused."""
    text = require_size(pem, "certificate file").decode("utf-8", errors="replace")
    return "\n".join(_BLOCK.findall(text))


def only_certificates(text: str) -> str:
    """The readable certificates of a text as PEM, and nothing else of that text."""
    return "".join(to_pem(certificate) for certificate in map(_try_load, _BLOCK.findall(text)) if certificate)


def each_once(certificates: Iterable[x509.Certificate]) -> list[x509.Certificate]:
    """The certificates without duplicates; raises MaterialRefused if one cannot be read."""
    unique = {to_der(certificate): certificate for certificate in certificates}
    for certificate in unique.values():
        read_facts(certificate)
    return list(unique.values())


def sort_chain(certificates: Sequence[x509.Certificate], public_key: PublicKey) -> list[x509.Certificate]:
    """Sort a chain leaf to root and verify every link. The leaf is the certificate of ``public_key``.

    If an issuer has several certificates, the self-signed one is used, otherwise the one that expires last, in
    whatever order they are given. Raises MaterialRefused: ``mismatch`` (no certificate has that key), ``two_leafs`` (a
    certificate is not part of the chain), ``missing_link`` (an issuer is missing; the chain must end at a self-signed
    root).
    """
    leaf = find_leaf(certificates, public_key)
    chain = [leaf]
    rest = sorted((certificate for certificate in certificates if certificate is not leaf), key=_preference)
    while not _is_self_signed(chain[-1]):
        issuer = next((candidate for candidate in rest if _issued_by(chain[-1], candidate)), None)
        if issuer is None:
            raise MaterialRefused(
                f"The chain has a missing link: the issuer of {read_facts(chain[-1]).subject_dn!r} is not in it. "
                f"Add the certificate of {read_facts(chain[-1]).issuer_dn!r}, up to the self-signed root.",
                code=MaterialCode.MISSING_LINK,
            )
        chain.append(issuer)
        rest.remove(issuer)
    if rest:
        raise MaterialRefused(
            f"{read_facts(rest[0]).subject_dn!r} is not part of this chain. Give only one leaf and its issuers.",
            code=MaterialCode.TWO_LEAFS,
        )
    return chain


def find_leaf(certificates: Sequence[x509.Certificate], public_key: PublicKey) -> x509.Certificate:
    """The one certificate of ``public_key``; raises MaterialRefused (``mismatch``, ``two_leafs``)."""
    leafs = [certificate for certificate in certificates if _has_key(certificate, public_key)]
    if not leafs:
        raise MaterialRefused(
            "The certificate does not belong to the private key: no certificate here has its public key.",
            code=MaterialCode.MISMATCH,
        )
    if len(leafs) > 1:
        raise MaterialRefused("Two certificates share one key. Give only the newer one.", code=MaterialCode.TWO_LEAFS)
    return leafs[0]


def require_fit_chain(chain: Sequence[x509.Certificate], *, now: datetime) -> None:
    """Refuse a sorted chain with an unusable leaf, or an issuer that is expired, weak or not a CA.

    Raises MaterialRefused.
    """
    leaf, *issuers = chain
    require_client_auth_usable(leaf, now=now, authority_issued=bool(issuers))
    authorities_below = 0
    for issuer in issuers:
        is_root = issuer is issuers[-1]  # trusted because it is registered, not because it signs itself
        _require_fit_issuer(issuer, now=now, authorities_below=authorities_below, is_root=is_root)
        authorities_below += issuer.subject != issuer.issuer  # a CA's rollover certificate does not count


def _require_fit_issuer(issuer: x509.Certificate, *, now: datetime, authorities_below: int, is_root: bool) -> None:
    require_valid(issuer, now=now)
    require_authority(issuer, authorities_below=authorities_below)
    try:
        public_key_of(issuer)
        if not is_root:
            require_good_signature(issuer)
    except MaterialRefused as refusal:
        raise MaterialRefused(
            f"The issuer {read_facts(issuer).subject_dn!r}: {refusal.description}", code=refusal.code
        ) from None


def dump_chain(chain: Sequence[x509.Certificate]) -> str:
    """The chain as PEM, in the order given."""
    return "".join(map(to_pem, chain))


def _load(block: str) -> x509.Certificate:
    try:
        with without_library_warnings():
            return x509.load_pem_x509_certificate(block.encode())
    except (ValueError, UnsupportedAlgorithm, TypeError, x509.InvalidVersion) as error:
        raise MaterialRefused(
            f"A certificate here cannot be read: {reason_of(error)}.", code=MaterialCode.CERTIFICATE_UNREADABLE
        ) from None


def _try_load(block: str) -> x509.Certificate | None:
    try:
        return _load(block)
    except MaterialRefused:
        return None


def _preference(certificate: x509.Certificate) -> tuple[bool, float, bytes]:
    return (
        not _is_self_signed(certificate),
        -read_facts(certificate).not_after.timestamp(),
        to_der(certificate),
    )


def _is_self_signed(certificate: x509.Certificate) -> bool:
    return _issued_by(certificate, certificate)


def _issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (TypeError, InvalidSignature):
        return False
    except (ValueError, UnsupportedAlgorithm):
        # A weak hash such as SHA-1 is not verified: the name is the link. ``require_fit_chain`` refuses all but a root.
        return not has_good_signature(certificate) and certificate.issuer == issuer.subject
    return True


def _has_key(certificate: x509.Certificate, public_key: PublicKey) -> bool:
    try:
        return certificate.public_key() == public_key
    except (ValueError, UnsupportedAlgorithm):
        return False
