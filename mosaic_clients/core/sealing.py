"""Encrypts secrets at rest with AES-256-GCM and a ring of keys, each value bound to its row and field.

A sealed value is the text ``v1.<key id>.<base64url of nonce and ciphertext>``. The key id names the key of the ring
that opens it. The context (model, row, field) is associated data, so a value copied to another row does not open.
"""

from __future__ import annotations

import binascii
import hashlib
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mosaic_clients.core.errors import ConfigurationError, SealingError, UnknownEncryptionKey

KEY_BYTES = 32
NONCE_BYTES = 12  # NIST SP 800-38D §8.2.2: random, 96 bits
_HEX_KEY = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class RingKey:
    """One encryption key and the id derived from it, which reveals nothing about the key."""

    key: bytes = field(repr=False)
    key_id: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Encryption keys in order: the first one seals, every one opens."""

    keys: tuple[RingKey, ...]

    @classmethod
    def parse(cls, texts: Iterable[str]) -> KeyRing:
        """Build a ring from encoded keys, the sealing one first.

        Each is 32 bytes as base64url or base64, with or without padding, or as 64 hex digits. Raises
        ConfigurationError, which names the position and never the text.
        """
        return cls(tuple(_parse_key(text, position) for position, text in enumerate(texts, start=1)))

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of the keys, the sealing key's first."""
        return tuple(ring_key.key_id for ring_key in self.keys)

    def seal(self, plaintext: str, *, context: str) -> str:
        """Encrypt with the first key, bound to ``context``; raises ConfigurationError on an empty ring."""
        if not self.keys:
            raise ConfigurationError("There is no encryption key. Set ENCRYPTION_KEYS (MOSAIC_ENCRYPTION_KEYS).")
        first = self.keys[0]
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + AESGCM(first.key).encrypt(nonce, plaintext.encode(), _associated_data(first.key_id, context))
        return f"v1.{first.key_id}.{urlsafe_b64encode(sealed).decode()}"

    def open(self, sealed: str, *, context: str) -> str:
        """Decrypt a sealed value; raises UnknownEncryptionKey or SealingError, and never returns the input."""
        key_id = key_id_of(sealed)
        ring_key = next((candidate for candidate in self.keys if candidate.key_id == key_id), None)
        if ring_key is None:
            raise UnknownEncryptionKey(key_id)
        try:
            data = _decode_strictly(sealed.split(".", 2)[2])
            plaintext = AESGCM(ring_key.key).decrypt(
                data[:NONCE_BYTES], data[NONCE_BYTES:], _associated_data(key_id, context)
            )
        except (InvalidTag, binascii.Error, ValueError):
            raise SealingError(
                f"A sealed value of {context.partition(':')[0]} does not open: it is damaged or belongs to another row."
            ) from None
        return plaintext.decode()


def key_id_of(sealed: str) -> str:
    """The id of the key that sealed a value; raises SealingError if the text is not a sealed value."""
    version, _, rest = sealed.partition(".")
    key_id, separator, _ = rest.partition(".")
    if version != "v1" or not separator:
        raise SealingError("A stored secret is not sealed: the value does not begin with 'v1.'.")
    return key_id


def _parse_key(text: str, position: int) -> RingKey:
    key = _decode_key(text.strip())
    if len(key) != KEY_BYTES:
        raise ConfigurationError(
            f"Encryption key {position} is not 32 bytes in base64 or hex. Make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return RingKey(key, hashlib.sha256(b"mosaic-clients key id\0" + key).hexdigest()[:12])


def _decode_key(text: str) -> bytes:
    if _HEX_KEY.fullmatch(text):
        return bytes.fromhex(text)
    try:
        standard = text.translate(str.maketrans("-_", "+/")).rstrip("=")
        return binascii.a2b_base64(standard + "=" * (-len(standard) % 4), strict_mode=True)
    except (binascii.Error, ValueError):
        return b""


def _decode_strictly(text: str) -> bytes:
    data = urlsafe_b64decode(text)
    if urlsafe_b64encode(data).decode() != text:  # the decoder skips invalid characters
        raise ValueError("not canonical base64url")
    return data


def _associated_data(key_id: str, context: str) -> bytes:
    return f"v1.{key_id}.{context}".encode()
