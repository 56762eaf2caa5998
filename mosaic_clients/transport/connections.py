"""TCP connections with a deadline over all addresses of a host, and the check for private addresses."""

from __future__ import annotations

import ipaddress
import socket
import time

from urllib3 import HTTPSConnectionPool
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from mosaic_clients.core.errors import Unreachable
from mosaic_clients.core.errors.codes import UnreachableCode
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.transport.deadline import BoundedResponse, seconds_left

MAX_KEPT = 64
"""Connections to one host that are kept open, so that as many threads need only one handshake each."""


LONGEST_CONNECT = 60.0
"""Seconds, if the caller of a session sets no limit."""


class PrivateAddressRefused(Unreachable):
    """The host resolves to a private address, and the environment does not allow that."""

    code = UnreachableCode.PRIVATE_ADDRESS.value
    retryable = False


def require_public(connection: socket.socket, host: str) -> None:
    """Close a connection whose peer does not have a public address; raises PrivateAddressRefused."""
    try:
        _require_public_address(str(connection.getpeername()[0]), host)
    except PrivateAddressRefused:
        connection.close()
        raise


def require_public_name(host: str, port: int) -> None:
    """Refuse a name that resolves to a private address, before any connection is opened.

    Otherwise a caller could find out which ports of an internal network are open. Raises PrivateAddressRefused. A name
    that does not resolve fails when connecting; one that then resolves differently fails in ``require_public``.
    """
    try:
        results = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for *_, address in results:
        _require_public_address(str(address[0]), host)


def _require_public_address(text: str, host: str) -> None:
    address = ipaddress.ip_address(text.partition("%")[0])
    if not (getattr(address, "ipv4_mapped", None) or address).is_global:
        raise PrivateAddressRefused(
            f"{host} resolves to {address}, which is not a public address.",
            remedy=Remedy(RemedyKind.ALLOW_PRIVATE_ADDRESSES),
        )


def open_socket(host: str, port: int, timeout: float) -> socket.socket:
    """Connect to the first of a host's addresses that answers, within ``timeout`` seconds and the block's deadline.

    Raises OSError: TimeoutError if no address answers in time, gaierror for a name that does not resolve.
    """
    expires_at = time.monotonic() + seconds_left(timeout)
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: OSError = TimeoutError("no time is left to connect")
    for number, (family, kind, protocol, _, address) in enumerate(addresses):
        left = expires_at - time.monotonic()
        if left <= 0:
            break
        connection = socket.socket(family, kind, protocol)
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(left / (len(addresses) - number))
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            connection.settimeout(timeout)
            return connection
    raise failure


class _Connection(HTTPSConnection):
    """Keeps the deadline of the call that uses it, however many addresses a host has.

    ``_new_conn`` is a name of urllib3: see docs/decisions/0009-private-names.md.
    """

    response_class = BoundedResponse

    def _new_conn(self) -> socket.socket:
        try:
            return open_socket(self.host, self.port, float(self.timeout or LONGEST_CONNECT))
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"{self.host} does not accept a connection in time.") from error
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(self, f"No connection to {self.host}: {type(error).__name__}.") from error


class DeadlinePool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _PublicConnection(_Connection):
    """Checks the addresses of the name, and that of the peer before a byte is sent: two look-ups may differ."""

    def _new_conn(self) -> socket.socket:
        require_public_name(self.host, self.port)
        connection = super()._new_conn()
        require_public(connection, self.host)
        return connection


class PublicAddressPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection
