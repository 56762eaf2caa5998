"""requests with one SSLContext, without what stock requests adds to a context or reads from the machine."""

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
from mosaic_clients.core.errors.codes import UnreachableCode
from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.core.remedies import Remedy, RemedyKind
from mosaic_clients.transport.deadline import BoundedResponse, seconds_left
from mosaic_clients.transport.tls import client_context

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


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _PublicConnection(_Connection):
    """Checks the addresses of the name, and that of the peer before a byte is sent: two look-ups may differ."""

    def _new_conn(self) -> socket.socket:
        require_public_name(self.host, self.port)
        connection = super()._new_conn()
        require_public(connection, self.host)
        return connection


class _PublicPool(HTTPSConnectionPool):
    ConnectionCls = _PublicConnection


class IdentityAdapter(HTTPAdapter):
    """Connects with one fixed SSLContext.

    Stock requests loads its CA bundle into the context on every request, which defeats a pinned CA. This adapter never
    changes the context.
    """

    def __init__(self, context: ssl.SSLContext, *, allow_private: bool) -> None:
        self._context = context
        self._allow_private = allow_private
        super().__init__(max_retries=0, pool_maxsize=MAX_KEPT)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        """Create the pools with our context, and with the address check unless private addresses are allowed."""
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, ssl_context=self._context, **kwargs
        )
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool if self._allow_private else _PublicPool}

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any = None
    ) -> Any:
        """Return only the host: trust and certificate come from the context, whatever the caller passes."""
        host, _ = super().build_connection_pool_key_attributes(request, True, None)
        return host, {}

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """Do nothing: the context of a pool is complete."""


class NoRedirectSession(requests.Session):
    """A requests.Session that follows a redirect only if a call asks for it.

    Stock requests follows redirects of GET and OPTIONS by default, and reads the body of a redirect even if it does not
    follow.
    """

    def get(self, url: Any, **kwargs: Any) -> requests.Response:
        """As in requests, but without redirects unless the call allows them."""
        return super().get(url, **{"allow_redirects": False, **kwargs})

    def options(self, url: Any, **kwargs: Any) -> requests.Response:
        """As in requests, but without redirects unless the call allows them."""
        return super().options(url, **{"allow_redirects": False, **kwargs})

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """As in requests, but without redirects unless the call allows them."""
        return super().request(method, url, *args, **{"allow_redirects": False, **kwargs})

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """As in requests, but without redirects unless the call allows them."""
        return super().send(request, **{"allow_redirects": False, **kwargs})

    def resolve_redirects(self, *args: Any, yield_requests: bool = False, **kwargs: Any) -> Any:
        """Return nothing if requests only asks for the next request: finding it would read the whole body."""
        return iter(()) if yield_requests else super().resolve_redirects(*args, **kwargs)


class IdentitySession(NoRedirectSession):
    """A requests.Session that presents one identity over https and reads no settings of the machine.

    ``trusted_ca`` is PEM, or empty for the system's authorities. ``timeout`` is (connect, read) in seconds, for calls
    that set none. Redirects are followed only if a call asks for it. Proxies and netrc are not used, and cookies are
    not kept, because one session serves every caller of an identity.
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
        """As in requests, but with the session's timeout and without redirects unless the call sets them."""
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = self.timeout
        return super().request(method, url, *args, **kwargs)
