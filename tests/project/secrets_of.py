"""The secrets of a run, as they would look if they leaked."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

_CHUNK = 24
_LINE = 48
"""Octets in a line of PEM."""


def key_secrets(pem: str) -> list[str]:
    """Pieces that give a private key away: lines of its PEM, its private number in base64, hex and decimal digits.

    A PKCS#8 file holds the public key as well, which stands in every certificate: only what overlaps the private
    number counts.
    """
    key = load_pem_private_key(pem.encode(), None)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    numbers = key.private_numbers()  # type: ignore[union-attr]
    private = getattr(numbers, "private_value", None) or numbers.d
    raw = private.to_bytes((private.bit_length() + 7) // 8, "big")
    start = der.index(raw)
    lines = [line for line in pem.splitlines() if not line.startswith("-----")]
    telling = [
        line
        for number, line in enumerate(lines)
        if min(start + len(raw), (number + 1) * _LINE) - max(start, number * _LINE) >= _CHUNK // 2
    ]
    return [*telling, *_forms(raw), str(private)]


def _forms(data: bytes) -> list[str]:
    """Base64 from each of its three alignments, URL-safe too, and hex."""
    middle = len(data) // 3
    standard = [base64.b64encode(data[middle + shift :]).decode()[:_CHUNK] for shift in range(3)]
    urlsafe = [text.replace("+", "-").replace("/", "_") for text in standard]
    return [*standard, *urlsafe, data.hex()[:_CHUNK]]


def leaks(text: str, secrets: Iterable[str]) -> list[str]:
    """Those of the secrets that stand in a text; of long ones a piece from the middle is enough."""
    found = []
    for secret in secrets:
        assert len(secret) >= 8, "too short to look for"
        pieces = (
            {secret}
            if len(secret) < 3 * _CHUNK
            else {secret[-2 * _CHUNK : -_CHUNK], secret[len(secret) // 2 :][:_CHUNK]}
        )
        found += [piece for piece in pieces if piece in text]
    return found
