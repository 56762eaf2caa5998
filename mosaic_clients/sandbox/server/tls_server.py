"""Serves a WSGI application over TLS with an optional client certificate, with pyOpenSSL.

The handshake proves only that the client has the key of the certificate that it presents. The application checks whose
certificate it is, as Mosaic does (docs/mosaic.md §4.2 d).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

from OpenSSL import SSL

from mosaic_clients.core.pki.chains import parse_certificates
from mosaic_clients.core.pki.private_keys import load_sealed_private_key
from mosaic_clients.sandbox.server.http_server import HTTPServer

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

ClientCertificate = Literal["not_asked", "asked", "required"]
_VERIFY: dict[ClientCertificate, int] = {
    "not_asked": SSL.VERIFY_NONE,
    "asked": SSL.VERIFY_PEER,
    "required": SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT,
}


class TLSServer:
    """A WSGI application on its own TLS port, in background threads.

    The environ contains the client's certificate as ``SSL_CLIENT_CERT`` (PEM), and its whole chain, leaf first, as
    ``SSL_CLIENT_CHAIN``. Without a certificate both are absent, and no header can set them. With ``port`` 0 the system
    chooses a free port. ``key_pem`` stays in memory. ``client_certificate`` is ``not_asked``, ``asked`` (the handshake
    succeeds without a certificate) or ``required`` (it fails without one).
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        host: str,
        port: int,
        key_pem: str,
        chain_pem: str,
        client_certificate: ClientCertificate = "asked",
    ) -> None:
        self._context = _context(key_pem, chain_pem, _VERIFY[client_certificate])
        self._application = application
        self._host, self._port = host, port
        self._server: HTTPServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start listening, and return. Raises OSError if the port is in use, RuntimeError if the server is running."""
        if self._server is not None:
            raise RuntimeError("The server is already running.")
        self._server = HTTPServer(self._application, self._context, (self._host, self._port))
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve, name="tls-server", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the port and every connection. Does nothing if the server is not running."""
        if self._server is None or self._thread is None:
            return
        self._server.stop()
        self._thread.join()
        self._server = self._thread = None

    @property
    def port(self) -> int:
        """The listening port. If 0 was requested, the chosen port after ``start``."""
        return self._port

    @property
    def url(self) -> str:
        """``https://host:port``, without a trailing slash."""
        return f"https://[{self._host}]:{self._port}" if ":" in self._host else f"https://{self._host}:{self._port}"


def _context(key_pem: str, chain_pem: str, verify: int) -> SSL.Context:
    """Return the complete TLS settings: pyOpenSSL does not allow changes to a context that was used."""
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    # A resumed session would keep its old certificate, even if the client has another one now.
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_RENEGOTIATION)
    leaf, *issuers = parse_certificates(chain_pem)
    context.use_certificate(leaf)
    for issuer in issuers:
        context.add_extra_chain_cert(issuer)
    context.use_privatekey(load_sealed_private_key(key_pem))
    context.check_privatekey()
    context.set_verify(verify, _accept_any_certificate)
    return context


def _accept_any_certificate(*_: object) -> bool:
    return True
