"""One accepted connection as a blocking binary stream over TLS.

pyOpenSSL uses memory buffers here. This class moves the bytes between them and the socket, so that the socket's own
timeouts limit every wait.
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
"""Maximum bytes for each read and write."""

_PLAIN_HTTP = b"The client sent a plain HTTP request, but this server only speaks HTTPS on this port.\n"
_PLAIN_HTTP_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_PLAIN_HTTP), _PLAIN_HTTP)
)


class TLSStream(io.RawIOBase):
    """The decrypted side of a server's connection. The owner of ``raw`` closes that socket.

    ``timeout`` is in seconds. It limits the whole handshake, and later each single read and write.
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
        """Whether a read reached the end of the client's data."""
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
        """Return the client's chain, leaf first; empty without a certificate. Raises ValueError for invalid X.509."""
        leaf = self._tls.get_peer_certificate(as_cryptography=True)
        if leaf is None:
            return []
        chain = self._tls.get_peer_cert_chain(as_cryptography=True) or []
        return [leaf, *(certificate for certificate in chain if certificate != leaf)]

    def readable(self) -> bool:
        """Return True: a connection can be read."""
        return True

    def writable(self) -> bool:
        """Return True: a connection can be written."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read what is available; waits for the first byte. Returns 0 at the end. Raises OSError or TimeoutError."""
        while not self._ended:
            try:
                return self._tls.recv_into(buffer)
            except SSL.ZeroReturnError:
                self._ended = True
            except SSL.WantReadError:
                self._flush_records()  # TLS itself may answer to what was read
                self._ended = not self._receive()
            except SSL.Error:
                raise ConnectionResetError(errno.ECONNRESET, "TLS failed") from None
        return 0

    def write(self, data: ReadableBuffer) -> int:
        """Write the first bytes of ``data``. Returns their number. Raises BrokenPipeError if the client is gone."""
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
        """Stop all reads and writes, and make closing the socket send a TCP reset."""
        self._aborted = self._ended = True
        with suppress(OSError):
            self._raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _advance_handshake(self) -> bool:
        """Process the received bytes. Returns whether the handshake is complete."""
        try:
            self._tls.do_handshake()
        except SSL.WantReadError:
            return False
        except SSL.Error as error:
            if "http request" in str(error):
                self._raw.sendall(_PLAIN_HTTP_ANSWER)
            raise
        finally:
            self._flush_records()  # the next handshake messages, or the alert with the reason of the failure
        return True

    def _receive(self) -> bool:
        """Wait for bytes from the socket and pass them to TLS. Returns False at the end of the connection."""
        data = self._raw.recv(CHUNK)
        if data:
            self._tls.bio_write(data)
        return bool(data)

    def _flush_records(self) -> None:
        """Send the pending TLS records."""
        while True:
            try:
                records = self._tls.bio_read(CHUNK)
            except SSL.WantReadError:
                return
            self._raw.sendall(records)
