"""Makes an SSLContext of an identity, without writing the unencrypted private key to disk.

Each identity and trusted CA has its own context: a context that is shared or changed presents the wrong certificate.
"""

from __future__ import annotations

import os
import secrets
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import certifi
from cryptography.hazmat.primitives import serialization

from mosaic_clients.core.errors import ConfigurationError, MaterialRefused
from mosaic_clients.core.errors.codes import MaterialCode
from mosaic_clients.core.pki.identity import Identity

FLOOR = ssl.TLSVersion.TLSv1_2
"""The lowest TLS version used (RFC 9325 §3.1.1)."""


def client_context(identity: Identity | None, trusted_ca: str = "") -> ssl.SSLContext:
    """A TLS 1.2+ client context that presents ``identity`` (or nothing).

    It trusts only ``trusted_ca`` (PEM) if given, otherwise the system's authorities. Raises ConfigurationError if the
    PEM cannot be read, MaterialRefused if OpenSSL does not accept the identity.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = FLOOR
    if trusted_ca:
        _trust_only(context, trusted_ca)
    else:
        _trust_system(context)
    if identity is not None:
        passphrase = secrets.token_urlsafe(32)
        with _encrypted_file(identity, passphrase) as path:
            _present(context, path, passphrase)
    return context


def _present(context: ssl.SSLContext, path: str, passphrase: str) -> None:
    try:
        context.load_cert_chain(path, password=passphrase)
    except ssl.SSLError as error:
        raise MaterialRefused(
            f"OpenSSL does not accept this key and certificate for a TLS client ({error.reason}). Create new ones.",
            code=MaterialCode.UNFIT_FOR_TLS,
        ) from None


def _trust_only(context: ssl.SSLContext, trusted_ca: str) -> None:
    try:
        context.load_verify_locations(cadata=trusted_ca)
    except (ssl.SSLError, ValueError):
        raise ConfigurationError("The environment's trusted CA is not PEM that can be read.") from None
    # The pinned certificate may itself be an intermediate, or the server's own.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN


def _trust_system(context: ssl.SSLContext) -> None:
    """Use the hashed directory, which is read on demand. The fallback, a bundle, costs 30 ms and 600 KiB a context."""
    directory = Path(ssl.get_default_verify_paths().openssl_capath)
    if directory.is_dir() and any(directory.glob("*.0")):
        context.load_verify_locations(capath=str(directory))
    else:
        context.load_verify_locations(cafile=certifi.where())


@contextmanager
def _encrypted_file(identity: Identity, passphrase: str) -> Iterator[str]:
    """A path from which OpenSSL reads chain and key once; the key is encrypted with a one-time passphrase.

    It is in memory (memfd) if the system supports that, otherwise a 0600 file that is removed immediately.
    """
    key = identity.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    content = identity.chain_pem.encode() + key
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("mosaic-identity", os.MFD_CLOEXEC)
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as memory:
                memory.write(content)
            yield f"/proc/self/fd/{descriptor}"
        finally:
            os.close(descriptor)
        return
    with tempfile.TemporaryDirectory(prefix="mosaic-") as folder:
        path = Path(folder) / "identity.pem"
        path.touch(mode=0o600)
        path.write_bytes(content)
        yield str(path)
