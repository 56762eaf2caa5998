"""Detects from a client's TLS records whether the server requested a certificate.

The ``ssl`` module does not report a CertificateRequest, and TLS 1.3 encrypts it. But the answer to it is visible: a
client sends a Certificate message, which may be empty, if and only if the server requested it (RFC 8446 §4.4.2,
RFC 5246 §7.4.6). docs/decisions/0008-certificate-request.md describes the alternatives.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile

CHUNK = 16 * 1024

CHANGE_CIPHER_SPEC, HANDSHAKE, PROTECTED = 20, 22, 23
"""Content types of records (RFC 8446 §5.1, RFC 5246 §6.2.1). In TLS 1.3, all encrypted records are PROTECTED."""

CERTIFICATE = 11
"""The type of the handshake message (RFC 8446 §4)."""

_FINISHED_OVERHEAD = 4 + 1 + 16
"""Bytes of an encrypted TLS 1.3 Finished besides its hash: message header, inner content type, authentication tag."""

_HASH_SIZES = {"TLS_AES_256_GCM_SHA384": 48, "TLS_AES_128_GCM_SHA256": 32, "TLS_CHACHA20_POLY1305_SHA256": 32}


def complete_handshake(context: ssl.SSLContext, connection: socket.socket, host: str) -> tuple[ssl.SSLObject, bytes]:
    """Perform the handshake as a client. Returns the TLS object and all bytes that were sent.

    The connection's timeout limits the whole handshake. Raises OSError: TimeoutError, or ssl.SSLError.
    """
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(incoming, outgoing, server_hostname=host)
    timeout = connection.gettimeout()
    ends_at = None if timeout is None else time.monotonic() + timeout
    sent_bytes = b""
    while True:
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            sent_bytes += _send(outgoing, connection)
            _receive(connection, incoming, ends_at)
        except ssl.SSLError:
            with suppress(OSError):  # sends the alert with the reason; the peer may be gone
                _send(outgoing, connection)
            raise
        else:
            return tls, sent_bytes + _send(outgoing, connection)


def _send(outgoing: ssl.MemoryBIO, connection: socket.socket) -> bytes:
    records = outgoing.read()
    connection.sendall(records)
    return records


def _receive(connection: socket.socket, incoming: ssl.MemoryBIO, ends_at: float | None) -> None:
    if ends_at is not None:
        remaining = ends_at - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        connection.settimeout(remaining)
    if data := connection.recv(CHUNK):
        incoming.write(data)
    else:
        incoming.write_eof()


def sends_certificate_message(sent_bytes: bytes, cipher: tuple[str, str, int] | None) -> bool | None:
    """Return whether a client's complete handshake contains a Certificate message, or None if that is unknown.

    In TLS 1.2 the message is readable: encryption starts after ChangeCipherSpec. In TLS 1.3 the encrypted part is
    either only a Finished, whose size depends on the cipher suite, or it is longer. Padded records (RFC 8446 §5.4)
    hide the size.
    """
    if cipher is None:
        return None
    name, version, _ = cipher
    if version != "TLSv1.3":
        readable = takewhile(lambda record: record[0] != CHANGE_CIPHER_SPEC, _records(sent_bytes))
        return any(kind == HANDSHAKE and body[:1] == bytes([CERTIFICATE]) for kind, body in readable)
    protected = [len(body) for kind, body in _records(sent_bytes) if kind == PROTECTED]
    if len(protected) > 1:  # OpenSSL writes each message into its own record
        return True
    return False if protected == [_HASH_SIZES.get(name, 0) + _FINISHED_OVERHEAD] else None


def _records(sent_bytes: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield content type and body of each record (RFC 8446 §5.1)."""
    position = 0
    while position < len(sent_bytes):
        end = position + 5 + int.from_bytes(sent_bytes[position + 3 : position + 5])
        yield sent_bytes[position], sent_bytes[position + 5 : end]
        position = end
