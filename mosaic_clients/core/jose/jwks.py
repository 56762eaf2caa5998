"""Mosaic's signing keys: read from a JWK set key by key, chosen by kid, trusted for a limited time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from mosaic_clients.core.encoding import decode_base64url, is_clean_text, is_too_deep, parse_forgiving_object
from mosaic_clients.core.errors import AnswerUnusable, BearerRefused, MaterialRefused
from mosaic_clients.core.errors.codes import BearerCode
from mosaic_clients.core.jose.algorithms import CURVES, PUBLIC_MEMBERS, VerificationKey, algorithms_of
from mosaic_clients.core.jose.public_jwk import PRIVATE_MEMBERS
from mosaic_clients.core.pki.private_keys import RSA_MAX_BITS, require_strong

HARD_STOP = timedelta(hours=24)
COOLDOWN = timedelta(seconds=30)
MAX_KEYS = 100
MAX_KID = 255


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One verification key: its kid (or None), the algorithms it may be used for, and its public JWK members."""

    kid: str | None
    algorithms: frozenset[str]
    public_key: VerificationKey = field(repr=False)
    members: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SigningKeys:
    """The usable keys of one environment; ``skipped`` counts the ignored entries."""

    keys: tuple[SigningKey, ...]
    skipped: int = 0
    _fitting: dict[tuple[str | None, str], tuple[SigningKey, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Compute once which keys belong to each kid and algorithm."""
        object.__setattr__(self, "_fitting", _fitting(self.keys))

    def choose(self, kid: str | None, algorithm: str) -> tuple[SigningKey, ...]:
        """Return the keys that may have signed: those of ``kid``, or the only key if the token has no kid.

        Two keys may share a kid (RFC 7517 §4.5). Raises BearerRefused ``kid_missing``, ``unknown_kid`` or
        ``key_mismatch``.
        """
        fitting = self._fitting.get((kid, algorithm))
        if fitting:
            return fitting
        if kid is None and len(self.keys) != 1:
            raise BearerRefused(
                "The token has no kid, and there is not exactly one signing key.", code=BearerCode.KID_MISSING
            )
        if kid is None or any(key.kid == kid for key in self.keys):
            raise BearerRefused("The token's alg does not fit the key of its kid.", code=BearerCode.KEY_MISMATCH)
        raise BearerRefused("There is no signing key with the token's kid.", code=BearerCode.UNKNOWN_KID)

    def dump(self) -> str:
        """Return JSON of the public members only, for the database."""
        return json.dumps({"keys": [dict(key.members) for key in self.keys]}, sort_keys=True)


def parse_signing_keys(body: bytes) -> SigningKeys:
    """Read a JWK set. Skips symmetric, private, weak, encryption-only and malformed entries.

    Raises AnswerUnusable if no usable key is left, so that an unusable answer never replaces usable keys.
    """
    try:
        entries = parse_forgiving_object(body).get("keys")
    except ValueError as error:
        raise AnswerUnusable(f"The signing keys are not a JWK set: {error}.") from None
    if not isinstance(entries, list) or len(entries) > MAX_KEYS:
        raise AnswerUnusable(f"The signing keys are not a JWK set of at most {MAX_KEYS} keys.")
    keys = [key for entry in entries if (key := _read_key(entry)) is not None]
    if not keys:
        raise AnswerUnusable("The JWK set contains no key that can verify signatures.")
    return SigningKeys(tuple(keys), skipped=len(entries) - len(keys))


def _fitting(keys: tuple[SigningKey, ...]) -> dict[tuple[str | None, str], tuple[SigningKey, ...]]:
    """Return (kid, algorithm) → keys. The entry without kid has the only key, and is absent if there are several."""
    result: dict[tuple[str | None, str], tuple[SigningKey, ...]] = {}
    for key in keys:
        for algorithm in key.algorithms:
            if key.kid is not None:
                result[key.kid, algorithm] = (*result.get((key.kid, algorithm), ()), key)
            if len(keys) == 1:
                result[None, algorithm] = keys
    return result


def are_trusted(fetched_at: datetime, *, now: datetime) -> bool:
    """Return whether keys are fresh enough to use: Mosaic may have withdrawn one since they were fetched."""
    return now - fetched_at < HARD_STOP


def _read_key(entry: object) -> SigningKey | None:
    if not isinstance(entry, dict) or PRIVATE_MEMBERS & entry.keys() or is_too_deep(entry):
        return None
    kid, operations = entry.get("kid"), entry.get("key_ops", ["verify"])
    if kid is not None and not (is_clean_text(kid) and 0 < len(kid) <= MAX_KID):
        return None
    if entry.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        return None
    try:
        public_key = _read_public_key(entry)
    except (ValueError, TypeError, KeyError, UnsupportedAlgorithm, MaterialRefused):
        return None
    algorithms = frozenset(algorithms_of(entry["kty"], "" if entry["kty"] == "RSA" else entry["crv"]))
    if "alg" in entry:
        algorithms = algorithms & {entry["alg"]} if isinstance(entry["alg"], str) else frozenset()
    if not algorithms:
        return None
    member_names = ("kty", "use", "alg", "kid", *PUBLIC_MEMBERS[entry["kty"]])
    return SigningKey(kid, algorithms, public_key, {name: entry[name] for name in member_names if name in entry})


def _read_public_key(entry: Mapping[str, Any]) -> VerificationKey:
    """Return the key; raises ValueError, TypeError, KeyError, UnsupportedAlgorithm or MaterialRefused."""
    if entry["kty"] == "RSA":
        return _read_rsa_key(entry)
    curve = CURVES[entry["kty"], entry["crv"]]
    if not isinstance(curve, ec.EllipticCurve):
        key: VerificationKey = curve.from_public_bytes(decode_base64url(entry["x"]))
        return key
    size = (curve.key_size + 7) // 8
    x, y = decode_base64url(entry["x"]), decode_base64url(entry["y"])
    if len(x) != size or len(y) != size:  # RFC 7518 §6.2.1.2
        raise ValueError("coordinate length")
    return ec.EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), curve).public_key()


def _read_rsa_key(entry: Mapping[str, Any]) -> rsa.RSAPublicKey:
    numbers = rsa.RSAPublicNumbers(e=_number(entry["e"]), n=_number(entry["n"]))
    if numbers.n.bit_length() > RSA_MAX_BITS:  # checked first, because building the key is slow
        raise ValueError("modulus too long")
    key = numbers.public_key()
    require_strong(key)
    return key


def _number(text: str) -> int:
    if len(text) > 1400:  # 8192 bits in base64url
        raise ValueError("number too long")
    return int.from_bytes(decode_base64url(text))
