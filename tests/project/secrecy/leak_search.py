"""Finds leaked secrets in texts."""

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
"""Bytes of data in a line of PEM."""


def key_secrets(pem: str) -> list[str]:
    """Returns pieces of a private key: lines of its PEM, its private number in base64, hex and decimal digits.

    A PKCS#8 file also contains the public key, which is in every certificate. So only the lines that overlap the
    private number are used.
    """
    key = load_pem_private_key(pem.encode(), None)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    numbers = key.private_numbers()  # type: ignore[union-attr]
    private = getattr(numbers, "private_value", None) or numbers.d
    raw = private.to_bytes((private.bit_length() + 7) // 8, "big")
    start = der.index(raw)
    lines = [line for line in pem.splitlines() if not line.startswith("-----")]
    private_lines = [
        line
        for number, line in enumerate(lines)
        if min(start + len(raw), (number + 1) * _LINE) - max(start, number * _LINE) >= _CHUNK // 2
    ]
    return [*private_lines, *_forms(raw), str(private)]


def _forms(data: bytes) -> list[str]:
    """Returns the data in base64 at each of its three alignments, in URL-safe base64, and in hex."""
    middle = len(data) // 3
    standard = [base64.b64encode(data[middle + shift :]).decode()[:_CHUNK] for shift in range(3)]
    urlsafe = [text.replace("+", "-").replace("/", "_") for text in standard]
    return [*standard, *urlsafe, data.hex()[:_CHUNK]]


def leaks(text: str, secrets: Iterable[str]) -> list[str]:
    """Returns the secrets that the text contains. For a long secret, a piece of it is enough."""
    matches = []
    for secret in secrets:
        assert len(secret) >= 8, "too short to search for"
        pieces = (
            {secret}
            if len(secret) < 3 * _CHUNK
            else {secret[-2 * _CHUNK : -_CHUNK], secret[len(secret) // 2 :][:_CHUNK]}
        )
        matches += [piece for piece in pieces if piece in text]
    return matches
