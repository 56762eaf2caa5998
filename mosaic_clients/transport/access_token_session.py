"""A requests.Session for calls to resource servers: it always sends a certificate and its access token together."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol

import requests

from mosaic_clients.transport.sessions import IdentitySession, NoRedirectSession


@dataclass(frozen=True, slots=True)
class AccessTokenPair:
    """An access token and the session that presents the certificate it is bound to."""

    access_token: str = field(repr=False)
    session: IdentitySession


class AccessTokenSource(Protocol):
    """Gives a session its pair for each request."""

    def current(self) -> AccessTokenPair:
        """The pair for the next request; raises MosaicError if there is none."""

    def replacement_for(self, refused: AccessTokenPair) -> AccessTokenPair | None:
        """Another pair for one that a resource server answered with a 401, or None if there is none."""

    def mark_useless(self, pair: AccessTokenPair) -> None:
        """Record that the resource server refused the replacement as well."""


class AccessTokenSession(NoRedirectSession):
    """Sends the current access token and presents its certificate, both read again for every request.

    After a 401 it gets another pair and repeats the request, once, if the body can be sent again. It supports only
    https and does not follow redirects by default.
    """

    def __init__(self, pairs: AccessTokenSource) -> None:
        super().__init__()
        self.trust_env = False
        self._pairs = pairs

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send with the current pair; raises the errors of obtaining a token and those of requests."""
        if not (request.url or "").lower().startswith("https://"):
            raise requests.exceptions.InvalidSchema("An access token is sent only over https. Use an https URL.")
        pair = self._pairs.current()
        response = self._send_with(pair, request, kwargs)
        if response.status_code != HTTPStatus.UNAUTHORIZED:
            return response
        replacement = self._pairs.replacement_for(pair)  # even if this request cannot be repeated: for the next one
        if replacement is None or response.history or not _rewind(request):
            return response  # after a redirect, the first request was answered and may have been processed
        response.close()
        response = self._send_with(replacement, request, kwargs)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            self._pairs.mark_useless(replacement)
        return response

    def _send_with(
        self, pair: AccessTokenPair, request: requests.PreparedRequest, kwargs: dict[str, Any]
    ) -> requests.Response:
        request.headers["Authorization"] = f"Bearer {pair.access_token}"
        timeout = kwargs.get("timeout") or pair.session.timeout
        # Trust, proxies and certificate belong to the identity: a caller's verify=False must not weaken them.
        enforced: dict[str, Any] = {"timeout": timeout, "verify": True, "cert": None, "proxies": {}}
        return pair.session.send(request, **{**kwargs, **enforced})


def _rewind(request: requests.PreparedRequest) -> bool:
    """Whether the body can be sent again from its start; moves a file back to its first position."""
    if request.body is None or isinstance(request.body, str | bytes | bytearray):
        return True
    try:
        requests.utils.rewind_body(request)
    except requests.exceptions.UnrewindableBodyError:
        return False
    return True
