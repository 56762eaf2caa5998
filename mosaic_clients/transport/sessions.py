"""requests on top of one SSLContext: what stock requests would add to it or read from the machine is kept out."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from mosaic_clients.core.errors import Unreachable
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.transport.deadline import BoundedResponse, seconds_left
from mosaic_clients.transport.tls import client_context

MAX_KEPT = 64
"""Connections to one host that are kept open: as many threads as that pay no handshake a second time."""


LONGEST_CONNECT = 60.0
"""Seconds, where a caller of a session sets no limit."""


class PrivateAddressRefused(Unreachable):
    """The host resolves to an address that is not public, and the environment does not allow that."""

    code = "private_address"
    retryable = False


def require_public(connection: socket.socket, host: str) -> None:
    """Close a connection whose peer has no public address; raises PrivateAddressRefused."""
    try:
        _require_public_address(str(connection.getpeername()[0]), host)
    except PrivateAddressRefused:
        connection.close()
        raise


def require_public_name(host: str, port: int) -> None:
    """Refuse a name that resolves to an address that is not public, before anybody is connected to.

    Whether a port of an inner network is open is nothing to find out through us. Raises PrivateAddressRefused; a name
    that does not resolve is left to the connection, and one that resolves otherwise then to ``require_public``.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    for *_, address in found:
        _require_public_address(str(address[0]), host)


def _require_public_address(text: str, host: str) -> None:
    address = ipaddress.ip_address(text.partition("%")[0])
    if not (getattr(address, "ipv4_mapped", None) or address).is_global:
        raise PrivateAddressRefused(
            f"{host} resolves to {address}, which is not a public address. If that is intended, allow "
            "private addresses on the environment (--allow-private)."
        )


def open_socket(host: str, port: int, timeout: float) -> socket.socket:
    """Connect to one of a host's addresses, to each in turn, all within ``timeout`` seconds and the block's deadline.

    Raises OSError: TimeoutError where nobody answers in time, gaierror for a name that does not resolve.
    """
    ends_at = time.monotonic() + seconds_left(timeout)
    addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    failure: OSError = TimeoutError("no time is left to connect")
    for number, (family, kind, protocol, _, address) in enumerate(addresses):
        left = ends_at - time.monotonic()
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
    """Keeps the deadline of the call that uses it, be a host's addresses ever so many.

    ``_new_conn`` is urllib3's own name, as decision 9 says: docs/decisions/0009-private-names.md.
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


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _PublicConnection(_Connection):
    """Checks the name's addresses, and the peer's once connected, before a byte is sent: look-ups may differ."""

    def _new_conn(self) -> socket.socket:
        require_public_name(self.host, self.port)
        connection = super()._new_conn()
        require_public(connection, self.host)
        return connection


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


class IdentityAdapter(HTTPAdapter):
    """Connects with one fixed SSLContext.

    Stock requests loads its CA bundle into the context on every request and so undoes a pinned CA; here nothing is
    added after the context was made.
    """

    def __init__(self, context: ssl.SSLContext, *, allow_private: bool) -> None:
        self._context = context
        self._allow_private = allow_private
        super().__init__(max_retries=0, pool_maxsize=MAX_KEPT)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        """Make the pools with our context, and with the address guard unless private addresses are allowed."""
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, ssl_context=self._context, **kwargs
        )
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool if self._allow_private else _PublicPool}

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any = None
    ) -> Any:
        """Only where to connect: trust and certificate are the context's, whatever the caller passes."""
        host, _ = super().build_connection_pool_key_attributes(request, True, None)
        return host, {}

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """Nothing to add to a pool: its context is complete."""


class StayingSession(requests.Session):
    """A requests.Session that stays where it was sent: a redirect is followed only where a call asks for it.

    Stock requests follows them on GET and OPTIONS by default, and reads a redirect's whole body even where it does not.
    """

    def get(self, url: Any, **kwargs: Any) -> requests.Response:
        """As requests, without redirects unless the call says otherwise."""
        return super().get(url, **{"allow_redirects": False, **kwargs})

    def options(self, url: Any, **kwargs: Any) -> requests.Response:
        """As requests, without redirects unless the call says otherwise."""
        return super().options(url, **{"allow_redirects": False, **kwargs})

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """As requests, without redirects unless the call says otherwise."""
        return super().request(method, url, *args, **{"allow_redirects": False, **kwargs})

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """As requests, without redirects unless the call says otherwise."""
        return super().send(request, **{"allow_redirects": False, **kwargs})

    def resolve_redirects(self, *args: Any, yield_requests: bool = False, **kwargs: Any) -> Any:
        """Nothing where requests only wants to know what would come next: finding out reads the body to its end."""
        return iter(()) if yield_requests else super().resolve_redirects(*args, **kwargs)


class IdentitySession(StayingSession):
    """A requests.Session that presents one identity over https and reads nothing from the machine's surroundings.

    ``trusted_ca`` is PEM, or empty for the system's authorities; ``timeout`` is (connect, read) in seconds and applies
    where a call names none. Redirects are not followed unless a call asks for it, proxies and netrc are not used, and
    cookies are not kept: one session serves every caller of an identity.
    """

    def __init__(
        self, identity: Identity | None, *, trusted_ca: str = "", allow_private: bool, timeout: tuple[float, float]
    ) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self.identity = identity
        self.timeout = timeout
        self.adapters.clear()
        self.mount("https://", IdentityAdapter(client_context(identity, trusted_ca), allow_private=allow_private))

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """As requests, with our timeout and without redirects unless the call says otherwise."""
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = self.timeout
        return super().request(method, url, *args, **kwargs)
