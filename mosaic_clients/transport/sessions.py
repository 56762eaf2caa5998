"""requests with one SSLContext, without what stock requests adds to a context or reads from the machine."""

from __future__ import annotations

import ssl
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager

from mosaic_clients.core.pki.identity import Identity
from mosaic_clients.transport.connections import MAX_KEPT, DeadlinePool, PublicAddressPool
from mosaic_clients.transport.tls import client_context


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
        self.poolmanager.pool_classes_by_scheme = {"https": DeadlinePool if self._allow_private else PublicAddressPool}

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
