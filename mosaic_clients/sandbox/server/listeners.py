"""The TLS ports of the sandbox: one for every caller, and one for callers with a certificate if there are aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mosaic_clients.sandbox.server.pki import ServerIdentity
from mosaic_clients.sandbox.server.tls_server import ClientCertificate, TLSServer

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Listeners:
    """Serves one application on one port, or on two with ``mtls_aliases``; ``port`` is that of the first.

    With two ports only the second requests a client certificate, and requires it (RFC 8705 §5). Neither listens before
    ``start``.
    """

    def __init__(
        self, application: WSGIApplication, identity: ServerIdentity, host: str, port: int, *, mtls_aliases: bool
    ) -> None:
        def server(port: int, client_certificate: ClientCertificate) -> TLSServer:
            return TLSServer(
                application,
                host=host,
                port=port,
                key_pem=identity.key_pem,
                chain_pem=identity.chain_pem,
                client_certificate=client_certificate,
            )

        self._main = server(port, "not_asked" if mtls_aliases else "asked")
        self._alias = server(0, "required") if mtls_aliases else None

    def start(self) -> None:
        """Start to listen, and return. Raises OSError if a port is in use."""
        self._main.start()
        if self._alias:
            self._alias.start()

    def stop(self) -> None:
        """Close the ports and every connection. Does nothing if they are closed."""
        self._main.stop()
        if self._alias:
            self._alias.stop()

    @property
    def url(self) -> str:
        """The origin of the first port, without a trailing slash."""
        return self._main.url

    @property
    def alias_origin(self) -> str | None:
        """The origin of the second port, or None if there is none."""
        return self._alias.url if self._alias else None
