"""Passphrases of key and PKCS#12 files."""

from __future__ import annotations

from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.core.errors import WrongPassphrase

MAX_PASSPHRASE = 1023
"""The most bytes of a passphrase: OpenSSL's own limit."""


def encode_passphrase(passphrase: str) -> bytes:
    """A passphrase as bytes; raises WrongPassphrase for one that cannot encrypt a file.

    A NUL ends a passphrase in OpenSSL, and the PKCS#12 reader panics on one. MAX_PASSPHRASE is the longest.
    """
    if not is_clean_text(passphrase):
        raise WrongPassphrase("The passphrase contains characters that no passphrase can have.")
    secret = passphrase.encode()
    if len(secret) > MAX_PASSPHRASE:
        raise WrongPassphrase(f"The passphrase is longer than {MAX_PASSPHRASE} bytes, so it cannot be that of a file.")
    return secret
