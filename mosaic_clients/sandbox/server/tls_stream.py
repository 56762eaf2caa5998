"""One accepted connection as a blocking binary stream over TLS.

pyOpenSSL works on memory here: this class moves the bytes between it and the socket, so that the socket's own timeouts
bound every wait.
"""

from __future__ import annotations

import errno
import io
import socket
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography import x509
from OpenSSL import SSL

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

CHUNK = 64 * 1024
"""Bytes that are moved in one step."""

_PLAIN_HTTP = b"The client sent a plain HTTP request, but this server only speaks HTTPS on this port.\n"
_PLAIN_HTTP_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_PLAIN_HTTP), _PLAIN_HTTP)
)


class TLSStream(io.RawIOBase):
    """The decrypted side of a server's connection; the owner of ``raw`` closes that socket.

    ``timeout`` is in seconds and bounds the whole handshake, and later each single read and write.
    """

    def __init__(self, context: SSL.Context, raw: socket.socket, timeout: float) -> None:
        self._raw = raw
        self._tls = SSL.Connection(context, None)
        self._tls.set_accept_state()
        self._timeout = timeout
        self._established = False
        self._aborted = False
        self._ended = False

    @property
    def has_ended(self) -> bool:
        """Whether a read came to the end of what the client sends."""
        return self._ended

    def handshake(self) -> None:
        """Complete the handshake; raises SSL.Error or OSError, TimeoutError included."""
        ends_at = time.monotonic() + self._timeout
        while not self._advance_handshake():
            self._raw.settimeout(max(ends_at - time.monotonic(), 0.001))
            if not self._receive():
                raise ConnectionResetError(errno.ECONNRESET, "the client closed the connection in the handshake")
        self._raw.settimeout(self._timeout)
        self._established = True

    def peer_certificates(self) -> list[x509.Certificate]:
        """What the client sent, leaf first; empty without a certificate. Raises ValueError if it is no X.509."""
        leaf = self._tls.get_peer_certificate(as_cryptography=True)
        if leaf is None:
            return []
        chain = self._tls.get_peer_cert_chain(as_cryptography=True) or []
        return [leaf, *(certificate for certificate in chain if certificate != leaf)]

    def readable(self) -> bool:
        """A connection can be read."""
        return True

    def writable(self) -> bool:
        """A connection can be written."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is there, waiting for the first byte; 0 at the end. Raises OSError, TimeoutError included."""
        while not self._ended:
            try:
                return self._tls.recv_into(buffer)
            except SSL.ZeroReturnError:
                self._ended = True
            except SSL.WantReadError:
                self._flush_records()  # TLS may have an answer of its own to what was read
                self._ended = not self._receive()
            except SSL.Error:
                raise ConnectionResetError(errno.ECONNRESET, "TLS failed") from None
        return 0

    def write(self, data: ReadableBuffer) -> int:
        """Write the first of ``data``; how many bytes that were. Raises BrokenPipeError if the client takes none."""
        try:
            if self._aborted:
                raise ConnectionAbortedError
            written = self._tls.send(bytes(memoryview(data)[:CHUNK]))  # pyOpenSSL writes one record at a time
            self._flush_records()
        except (SSL.Error, OSError):
            raise BrokenPipeError(errno.EPIPE, "the client no longer reads") from None
        return written

    def close(self) -> None:
        """End the TLS session and the sending side of the connection. Never raises."""
        if not self.closed and not self._aborted:
            with suppress(SSL.Error, OSError):
                if self._established:
                    self._tls.shutdown()
                    self._flush_records()
                self._raw.shutdown(socket.SHUT_WR)
        super().close()

    def abort(self) -> None:
        """Have the connection end with a TCP reset: no more bytes pass, and closing the socket sends the reset."""
        self._aborted = self._ended = True
        with suppress(OSError):
            self._raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _advance_handshake(self) -> bool:
        """Go on with what was received; whether the handshake is complete."""
        try:
            self._tls.do_handshake()
        except SSL.WantReadError:
            return False
        except SSL.Error as error:
            if "http request" in str(error):
                self._raw.sendall(_PLAIN_HTTP_ANSWER)
            raise
        finally:
            self._flush_records()  # a flight of the handshake, or the alert that says why it failed
        return True

    def _receive(self) -> bool:
        """Wait for bytes from the socket and give them to TLS; whether there were any before the end."""
        data = self._raw.recv(CHUNK)
        if data:
            self._tls.bio_write(data)
        return bool(data)

    def _flush_records(self) -> None:
        """Send what TLS has to send."""
        while True:
            try:
                records = self._tls.bio_read(CHUNK)
            except SSL.WantReadError:
                return
            self._raw.sendall(records)
