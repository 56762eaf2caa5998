"""A compact JWS: reads header, claims and signature, and checks the signature with the signing keys.

It serves everything that Mosaic signs: bearers and ID tokens. The caller checks the claims.
``unverified`` names a value whose signature has not been checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from mosaic_clients.core.encoding import decode_unpadded, is_clean_text, parse_json_object, to_standard_alphabet
from mosaic_clients.core.errors import BearerRefused
from mosaic_clients.core.errors.codes import BearerCode
from mosaic_clients.core.jose.algorithms import ALGORITHMS, signature_is_valid
from mosaic_clients.core.jose.jwks import MAX_KID, SigningKeys

MAX_TOKEN = 16 * 1024
"""In characters. Longer texts are refused before they are parsed."""


class JWSHeader(NamedTuple):
    """A parsed header: ``members`` has all members. The other fields are those that matter for verification, validated.

    ``algorithm`` is ``alg`` or None. ``kind`` is ``typ`` in lower case without ``application/``, or empty (RFC 7515
    §4.1.9). ``has_extensions`` and ``has_unusable_kid`` are reasons to refuse. ``signature_sizes`` are the shortest and
    the longest signature in bytes; none fits for an ``alg`` that is not in the registry.
    """

    members: Mapping[str, Any]
    algorithm: str | None
    kid: str | None
    kind: str
    has_extensions: bool
    has_unusable_kid: bool
    signature_sizes: tuple[int, int]


class UnverifiedJWS(NamedTuple):
    """A well-formed JWS whose signature has not been checked."""

    read: JWSHeader
    claims: Mapping[str, Any]
    signing_input: bytes
    signature: bytes

    @property
    def header(self) -> Mapping[str, Any]:
        """All members of the header."""
        return self.read.members

    def __repr__(self) -> str:
        return "UnverifiedJWS()"  # it may contain a valid token


def parse(token: str) -> UnverifiedJWS:
    """Parse a compact JWS (RFC 7515 §3.1): three strict base64url segments, two strict JSON objects.

    Raises BearerRefused ``too_large`` or ``malformed``.
    """
    if len(token) > MAX_TOKEN:
        raise BearerRefused("The token is too large.", code=BearerCode.TOO_LARGE)
    try:
        header, payload, signature = _three_segments(to_standard_alphabet(token))
        return UnverifiedJWS(
            _cached_header(header) if len(header) <= _MAX_CACHED_HEADER else _parse_header(header),
            parse_json_object(decode_unpadded(payload)),
            token[: -1 - len(signature)].encode("ascii"),
            decode_unpadded(signature),
        )
    except ValueError as error:
        raise BearerRefused(f"The token is malformed: {error}.", code=BearerCode.MALFORMED) from None


def _three_segments(text: str) -> list[str]:
    segments = text.split(".", 3)
    if len(segments) != 3:  # JWE has five, JSON serialization one
        raise ValueError("not three segments")
    return segments


def read_header(members: Mapping[str, Any]) -> JWSHeader:
    """Return the parsed header. It never supplies a key, and only ``kid`` chooses one."""
    algorithm, kid, kind = members.get("alg"), members.get("kid"), members.get("typ")
    has_kid = isinstance(kid, str) and is_clean_text(kid) and 0 < len(kid) <= MAX_KID
    row = ALGORITHMS.get(algorithm) if isinstance(algorithm, str) else None
    return JWSHeader(
        members,
        algorithm if isinstance(algorithm, str) else None,
        kid if has_kid else None,
        kind.lower().removeprefix("application/") if isinstance(kind, str) else "",
        has_extensions="crit" in members or "b64" in members,  # RFC 7515 §4.1.11, RFC 7797 §7
        has_unusable_kid="kid" in members and not has_kid,  # null is not a string either (RFC 7515 §4.1.4)
        signature_sizes=row.signature_sizes if row else _NO_SIZE,
    )


def _parse_header(segment: str) -> JWSHeader:
    return read_header(MappingProxyType(parse_json_object(decode_unpadded(segment))))


# An issuer writes the same header into every token of a key. Refused and long headers are not cached.
_cached_header = lru_cache(maxsize=256)(_parse_header)
_MAX_CACHED_HEADER = 512

_NO_SIZE = (1, 0)


def verify_signature(unverified: UnverifiedJWS, signing_keys: SigningKeys, algorithms: frozenset[str]) -> None:
    """Refuse a JWS that none of the signing keys signed with one of ``algorithms``. Does not check its claims.

    Raises BearerRefused ``critical_header``, ``algorithm``, ``malformed``, ``kid_missing``, ``unknown_kid``,
    ``key_mismatch`` or ``bad_signature``.
    """
    check_header(unverified, algorithms)
    check_signature(unverified, signing_keys)


def check_header(unverified: UnverifiedJWS, algorithms: frozenset[str]) -> None:
    """Require an accepted ``alg`` (RFC 8725 §3.1), a signature of its length, no extensions and a usable kid.

    Raises BearerRefused ``critical_header``, ``algorithm`` or ``malformed``.
    """
    header = unverified.read
    if header.has_extensions:
        raise BearerRefused("The token uses extensions that are not supported.", code=BearerCode.CRITICAL_HEADER)
    if header.algorithm not in algorithms:
        raise BearerRefused("The token's alg is not accepted.", code=BearerCode.ALGORITHM)
    if header.has_unusable_kid:
        raise BearerRefused("The token's kid is not usable.", code=BearerCode.MALFORMED)
    shortest, longest = header.signature_sizes  # RFC 7518 §3.3-5
    if not shortest <= len(unverified.signature) <= longest:
        raise BearerRefused("The token's signature has the wrong length.", code=BearerCode.MALFORMED)


def check_signature(unverified: UnverifiedJWS, signing_keys: SigningKeys) -> None:
    """Refuse a JWS that no key of its kid signed. Call ``check_header`` first.

    Raises BearerRefused ``kid_missing``, ``unknown_kid``, ``key_mismatch`` or ``bad_signature``.
    """
    header, _, signing_input, signature = unverified
    algorithm = header.algorithm or ""
    for key in signing_keys.choose(header.kid, algorithm):
        if signature_is_valid(key.public_key, algorithm, signature, signing_input):
            return
    raise BearerRefused("The signature does not verify.", code=BearerCode.BAD_SIGNATURE)
