"""A local Mosaic on loopback TLS, with real mutual TLS, for development, tests and the quickstart."""

from mosaic_clients.sandbox.client_ca import ClientCA
from mosaic_clients.sandbox.sandbox import Sandbox
from mosaic_clients.sandbox.server.tls_server import TLSServer

__all__ = ["ClientCA", "Sandbox", "TLSServer"]
