"""cheroot's server with TLS of our own: a client is waited for by the selector, and never by a thread.

cheroot would shake hands where it accepts connections, so that one silent client stops everybody. Here a new
connection rests with the selector until its client has sent something, and again after each step of the handshake.
"""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any

from cheroot.makefile import StreamReader, StreamWriter
from cheroot.server import HeaderReader, HTTPConnection, HTTPRequest
from cheroot.ssl import Adapter as CherootAdapter
from cheroot.wsgi import Server as CherootServer
from OpenSSL import SSL

from mosaic_clients.core.pki.certificates import to_pem
from mosaic_clients.core.pki.chains import dump_chain
from mosaic_clients.sandbox.server.tls_socket import TLSSocket

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

logger = logging.getLogger("mosaic_clients.sandbox.http_server")

TIMEOUT = 10
"""Seconds for a whole handshake, for each read and write, and for an idle connection."""

ABORT = "mosaic_clients.sandbox.abort"
"""In the environ: resets the connection."""

MAX_BODY = 1024 * 1024
MAX_HEADERS = 64 * 1024


class Adapter(CherootAdapter):
    """Hands cheroot a TLSSocket for each accepted connection."""

    def __init__(self, context: SSL.Context) -> None:
        self.context = context

    def bind(self, sock: socket.socket) -> socket.socket:
        return sock

    def wrap(self, sock: socket.socket) -> tuple[TLSSocket, dict[str, str]]:
        """No handshake here: this is the thread that accepts everybody."""
        return TLSSocket(self.context, sock, TIMEOUT), {}

    def get_environ(self) -> dict[str, str]:
        return {}

    def makefile(self, sock: TLSSocket, mode: str = "r", bufsize: int = -1) -> StreamReader | StreamWriter:
        return _Reader(sock, mode, bufsize) if "r" in mode else StreamWriter(sock, mode, bufsize)


class _Reader(StreamReader):
    """A reader that also counts what OpenSSL has decrypted and not handed out yet."""

    def __init__(self, sock: TLSSocket, mode: str, bufsize: int) -> None:
        super().__init__(sock, mode, bufsize)
        self._sock = sock

    def has_data(self) -> bool:
        return bool(super().has_data()) or self._sock.pending() > 0  # type: ignore[no-untyped-call]


class _Headers(HeaderReader):
    """Drops names with underscores: WSGI would take them for the hyphen's (CVE-2015-0219)."""

    def _allow_header(self, key_name: bytes) -> bool:
        return b"_" not in key_name


class _Request(HTTPRequest):
    """Takes bodies of a stated length only: cheroot leaves what is unread of a chunked one to the next request."""

    header_reader = _Headers()

    def read_request_headers(self) -> bool:
        if not super().read_request_headers():  # type: ignore[no-untyped-call]
            return False
        if self.chunked_read:
            return self._refuse("411 Length Required")
        if not self.inheaders.get(b"Content-Length", b"0").isdigit():
            return self._refuse("400 Bad Request")
        return True

    def _refuse(self, status: str) -> bool:
        self.close_connection = True
        self.simple_response(status)
        return False


class _Connection(HTTPConnection):
    """Shakes hands step by step, then serves one request at a time."""

    RequestHandlerClass = _Request
    is_new = True

    def communicate(self) -> bool:
        """Do what can be done now; whether to go on once there is more to read."""
        tls: TLSSocket = self.socket
        if tls.established:
            return bool(super().communicate()) and not tls.is_closed  # type: ignore[no-untyped-call]
        try:
            if tls.handshake():
                self.ssl_env = _environ(tls)
        except (SSL.Error, OSError, ValueError) as error:
            logger.debug("TLS handshake with %s failed: %s", self.remote_addr, error)
            return False
        return True


def _environ(tls: TLSSocket) -> dict[str, Any]:
    environ: dict[str, Any] = {"HTTPS": "on", ABORT: tls.abort}
    if certificates := tls.peer_certificates():
        environ |= {"SSL_CLIENT_CERT": to_pem(certificates[0]), "SSL_CLIENT_CHAIN": dump_chain(certificates)}
    return environ


class Server(CherootServer):
    """cheroot's server: a connection gets a thread once it speaks, and the log is logging's."""

    ConnectionClass = _Connection
    expiration_interval = 0.2  # seconds; also how long stopping takes
    keep_alive_conn_limit = 1000
    max_request_body_size = MAX_BODY
    max_request_header_size = MAX_HEADERS

    def __init__(self, application: WSGIApplication, adapter: Adapter, address: tuple[str, int], threads: int) -> None:
        super().__init__(
            address, application, numthreads=threads, request_queue_size=128, timeout=TIMEOUT, shutdown_timeout=2
        )
        self.ssl_adapter = adapter

    @staticmethod
    def bind_socket(socket_: socket.socket, bind_addr: tuple[str, int]) -> socket.socket:
        """Bind, or close the socket, which cheroot forgets where the port is taken."""
        try:
            socket_.bind(bind_addr)
        except OSError:
            socket_.close()
            raise
        return socket_

    def process_conn(self, conn: _Connection) -> None:
        """Leave a new connection with the selector until its client says something."""
        if conn.is_new:
            conn.is_new = False
            self.put_conn(conn)
        else:
            super().process_conn(conn)

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        """What cheroot would print, handed to logging."""
        logger.log(level, "%s", msg, exc_info=traceback)
