"""One accepted TLS connection that looks like a blocking socket, yet shakes hands without blocking anybody."""

from __future__ import annotations

import errno
import select
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from cheroot.errors import FatalSSLAlert
from cryptography import x509
from OpenSSL import SSL

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

_T = TypeVar("_T")

_PLAIN_HTTP = b"The client sent a plain HTTP request, but this server only speaks HTTPS on this port.\n"
_PLAIN_HTTP_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_PLAIN_HTTP), _PLAIN_HTTP)
)


class TLSSocket:
    """What cheroot needs of a socket, over a pyOpenSSL connection on a non-blocking socket.

    ``timeout`` is in seconds and bounds the whole handshake, and later each single read and write.
    """

    def __init__(self, context: SSL.Context, raw: socket.socket, timeout: float) -> None:
        raw.setblocking(False)
        self._raw = raw
        self._tls = SSL.Connection(context, raw)
        self._tls.set_accept_state()
        self._timeout = timeout
        self._deadline = time.monotonic() + timeout
        self._closed = False
        self.established = False

    def handshake(self) -> bool:
        """Go on with the handshake as far as the octets at hand allow; whether it is complete now.

        Raises SSL.Error or TimeoutError. A server's flight always fits into the send buffer of a new connection, so
        that there is nothing to wait for but the client.
        """
        if time.monotonic() > self._deadline:
            raise TimeoutError("timed out")
        try:
            self._tls.do_handshake()
        except SSL.WantReadError:
            return False
        except SSL.Error as error:
            if "http request" in str(error):
                self._raw.send(_PLAIN_HTTP_ANSWER)
                self._raw.recv(64 * 1024)  # what is left unread turns the close into a reset, which eats the answer
            raise
        self.established = True
        return True

    def peer_certificates(self) -> list[x509.Certificate]:
        """What the client sent, leaf first; empty without a certificate. Raises ValueError if it is no X.509."""
        leaf = self._tls.get_peer_certificate(as_cryptography=True)
        if leaf is None:
            return []
        chain = self._tls.get_peer_cert_chain(as_cryptography=True) or []
        return [leaf, *(certificate for certificate in chain if certificate != leaf)]

    def recv_into(self, buffer: WriteableBuffer) -> int:
        """Read what is there, waiting for the first octet; 0 at the end. Raises OSError or cheroot's FatalSSLAlert."""
        try:
            return self._call(lambda: self._tls.recv_into(buffer))
        except EOFError:
            return 0

    def send(self, data: ReadableBuffer) -> int:
        """Write some of ``data``; how many octets were taken. Raises OSError or cheroot's FatalSSLAlert."""
        octets = bytes(data)  # a repeated SSL_write must see the same octets
        try:
            return self._call(lambda: self._tls.send(octets))
        except EOFError:
            raise BrokenPipeError(errno.EPIPE, "the peer closed the connection") from None

    def pending(self) -> int:
        """Octets already decrypted, which no selector reports."""
        return self._tls.pending()

    def sock_shutdown(self, how: int) -> None:
        """Say goodbye in TLS, then in TCP. Never raises: cheroot takes an error here for the end of the server."""
        if self._closed:
            return
        if self.established:
            with suppress(SSL.Error):
                self._tls.shutdown()
        self.shutdown(how)

    def shutdown(self, how: int) -> None:
        """Shut the TCP connection down, which wakes whoever is reading from it."""
        with suppress(OSError):
            self._raw.shutdown(how)

    def close(self) -> None:
        """Close for good. Its descriptor may be another connection's a moment later, so nothing touches it again."""
        self._closed = True
        self._raw.close()

    @property
    def is_closed(self) -> bool:
        """Whether nothing more goes through."""
        return self._closed

    def abort(self) -> None:
        """Reset the TCP connection in the middle of whatever it is doing: for tests of those who talk to us."""
        with suppress(OSError):
            self._raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def fileno(self) -> int:
        """The descriptor to select on."""
        return self._raw.fileno()

    def _decref_socketios(self) -> None:
        """``socket.SocketIO`` calls this when it is closed; the connection is closed by cheroot."""

    def _call(self, operation: Callable[[], _T]) -> _T:
        """Run an operation until it has done something. Raises EOFError where the peer is gone in good order."""
        while True:
            if self._closed:
                raise OSError(errno.EBADF, "the connection is closed")
            try:
                return operation()
            except SSL.WantReadError:
                self._wait(select.POLLIN)
            except SSL.WantWriteError:
                self._wait(select.POLLOUT)
            except SSL.ZeroReturnError:
                raise EOFError from None
            except SSL.SysCallError as error:
                if error.args[0] == -1:  # the connection ended without TLS's goodbye
                    raise EOFError from None
                raise OSError(*error.args) from None
            except SSL.Error as error:
                raise FatalSSLAlert(*error.args) from None

    def _wait(self, event: int) -> None:
        poll = select.poll()
        poll.register(self._raw, event)
        if not poll.poll(self._timeout * 1000):
            raise TimeoutError("timed out")  # cheroot knows it by this text
