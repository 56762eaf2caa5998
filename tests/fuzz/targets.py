"""The fuzzing targets: each takes any bytes, and must return a value or raise one of our own errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mosaic_clients.core.bearer.verification import parse, verify
from mosaic_clients.core.errors import AnswerUnusable, BearerRefused, MaterialRefused
from mosaic_clients.core.forwarded_certificate.formats import FORMATS
from mosaic_clients.core.forwarded_certificate.source import CertificateSource, forwarded_thumbprint
from mosaic_clients.core.jose.jwks import parse_signing_keys
from mosaic_clients.core.pki.kdf_limits import require_affordable
from tests.core.tokens import KEYS, SECONDS, b64, sign
from tests.core.verifying import POLICY, SIGNING_KEYS
from tests.fuzz.seeds import BEARERS, ENCRYPTED, FORWARDED, KEY_SETS, SIGNED_PARTS

_SOURCES = [CertificateSource.parse(name) for name in FORMATS]


@dataclass(frozen=True)
class Target:
    """``run`` raises only for what must never happen."""

    seeds: tuple[bytes, ...]
    run: Callable[[bytes], None]


def read_bearer(data: bytes) -> None:
    """Any text as a token."""
    _verify_or_refuse(data.decode("latin-1"))


def read_signed_parts(data: bytes) -> None:
    """Any header and claims with a valid signature, so that later rules are reached."""
    header, _, claims = data.partition(b".")
    signing_input = f"{b64(header)}.{b64(claims)}"
    _verify_or_refuse(f"{signing_input}.{b64(sign(KEYS['ed'], 'EdDSA', signing_input.encode()))}")


def read_forwarded_certificate(data: bytes) -> None:
    """Any text as a forwarded certificate, in every format."""
    text = data.decode("latin-1")
    for source in _SOURCES:
        try:
            thumbprint = forwarded_thumbprint(source, text)
        except BearerRefused:
            continue
        if len(thumbprint) != 43:
            raise AssertionError(f"{source} gave a thumbprint of {len(thumbprint)} characters")


def measure_derivations(data: bytes) -> None:
    """Any bytes as an encrypted file; only its structure is read."""
    try:
        require_affordable(data)
    except MaterialRefused:
        return


def read_signing_keys(data: bytes) -> None:
    """Any bytes as Mosaic's key set; a valid one can be stored and read again."""
    try:
        keys = parse_signing_keys(data)
    except AnswerUnusable:
        return
    stored = keys.dump()
    if parse_signing_keys(stored.encode()).dump() != stored:
        raise AssertionError("a key set does not read back as it was written")


def _verify_or_refuse(text: str) -> None:
    try:
        verify(parse(text), SIGNING_KEYS, POLICY, presented_x5t_s256=None, now=SECONDS)
    except BearerRefused:
        return


TARGETS = {
    "bearer": Target(BEARERS, read_bearer),
    "signed-parts": Target(SIGNED_PARTS, read_signed_parts),
    "forwarded-certificate": Target(FORWARDED, read_forwarded_certificate),
    "derivation-cost": Target(ENCRYPTED, measure_derivations),
    "signing-keys": Target(KEY_SETS, read_signing_keys),
}
