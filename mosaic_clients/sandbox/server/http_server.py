"""A threaded server: one thread for each connection runs its TLS handshake and its requests, with blocking calls.

A silent or slow client blocks only its own thread.
"""

from __future__ import annotations

import logging
import socket
import sys
import threading
from contextlib import suppress
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any

from OpenSSL import SSL

from mosaic_clients.sandbox.server.http_handler import RequestHandler
from mosaic_clients.sandbox.server.tls_stream import TLSStream

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

logger = logging.getLogger("mosaic_clients.sandbox.http_server")

TIMEOUT = 10
"""Seconds for a whole handshake, for each read and write, and for an idle connection."""

MAX_CONNECTIONS = 256
"""The maximum number of connections and threads. Further clients wait in the listening socket's queue."""

STOP_TIMEOUT = 2
"""Seconds that ``stop`` waits for running requests."""

ACCEPT_POLL = 0.1
"""Seconds until the accept loop notices ``stop``."""


class HTTPServer(ThreadingMixIn, TCPServer):
    """Listens on ``address`` from its creation; raises OSError if that is not possible."""

    allow_reuse_address = True
    daemon_threads = True  # a program that forgets to stop the server can still end
    block_on_close = False  # stop() itself waits, with a limit
    request_queue_size = 128

    def __init__(self, application: WSGIApplication, context: SSL.Context, address: tuple[str, int]) -> None:
        self.application = application
        self._context = context
        self._changed = threading.Condition()
        self._open: set[socket.socket] = set()
        self._is_stopping = False
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, RequestHandler)

    def serve(self) -> None:
        """Accept connections until ``stop``."""
        self.serve_forever(ACCEPT_POLL)

    def stop(self) -> None:
        """Close the port and every connection."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads from it
        self.shutdown()
        self.server_close()
        with self._changed:
            self._changed.wait_for(lambda: not self._open, STOP_TIMEOUT)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start a thread for a new connection. Waits while there are too many."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopping or len(self._open) < MAX_CONNECTIONS)
            self._open.add(request)
        if self._is_stopping:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Perform the handshake and serve, in the connection's own thread."""
        request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = TLSStream(self._context, request, TIMEOUT)
        stream.handshake()
        RequestHandler(stream, client_address, self)  # type: ignore[arg-type]  # a stream, not a socket: see its setup()

    def shutdown_request(self, request: Any) -> None:
        """Close a connection. Its descriptor must not be used later, because another connection may get it."""
        with self._changed:
            self._open.discard(request)
            request.close()
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log why a connection failed: mostly clients that disconnected, or that do not use TLS."""
        error = sys.exc_info()[1]
        if isinstance(error, SSL.Error | OSError | ValueError):
            logger.debug("The connection with %s failed: %s", client_address, error)
        else:
            logger.error("The connection with %s failed.", client_address, exc_info=error)
