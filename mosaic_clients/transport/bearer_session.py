"""A requests.Session for calling resources: certificate and access token always travel as a pair."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol

import requests

from mosaic_clients.transport.sessions import IdentitySession, StayingSession


@dataclass(frozen=True, slots=True)
class BearerPair:
    """An access token and the session that presents the certificate it is bound to."""

    access_token: str = field(repr=False)
    session: IdentitySession


class PairSource(Protocol):
    """Where a session has its pairs from, one for every request."""

    def current(self) -> BearerPair:
        """The pair to send with; raises MosaicError where there is none."""

    def instead_of(self, refused: BearerPair) -> BearerPair | None:
        """Another pair than this, which a resource answered with a 401; None where there is none to be had."""

    def refused_too(self, pair: BearerPair) -> None:
        """Hear that the resource took that one no better."""


class BearerSession(StayingSession):
    """Adds the bearer and presents its certificate, both taken anew for every request.

    After a 401 another pair is asked for once and the request repeated once, where its body can be sent again. Only
    https is spoken; redirects are not followed by default.
    """

    def __init__(self, pairs: PairSource) -> None:
        super().__init__()
        self.trust_env = False
        self._pairs = pairs

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send with the current pair; raises what obtaining a token raises, or what requests raises."""
        if not (request.url or "").lower().startswith("https://"):
            raise requests.exceptions.InvalidSchema("A bearer travels over https only.")
        pair = self._pairs.current()
        response = self._send_with(pair, request, kwargs)
        if response.status_code != HTTPStatus.UNAUTHORIZED:
            return response
        another = self._pairs.instead_of(pair)  # even if this request is not repeated: the next one is to do better
        if another is None or response.history or not _rewind(request):
            return response  # behind a redirect, the request itself was answered and may have been applied
        response.close()
        response = self._send_with(another, request, kwargs)
        if response.status_code == HTTPStatus.UNAUTHORIZED:
            self._pairs.refused_too(another)
        return response

    def _send_with(
        self, pair: BearerPair, request: requests.PreparedRequest, kwargs: dict[str, Any]
    ) -> requests.Response:
        request.headers["Authorization"] = f"Bearer {pair.access_token}"
        timeout = kwargs.get("timeout") or pair.session.timeout
        # Trust, proxies and certificate are the identity's own; a caller's verify=False must not weaken them.
        own: dict[str, Any] = {"timeout": timeout, "verify": True, "cert": None, "proxies": {}}
        return pair.session.send(request, **{**kwargs, **own})


def _rewind(request: requests.PreparedRequest) -> bool:
    """Whether the body can be sent again from its start; a file goes back to where it began."""
    if request.body is None or isinstance(request.body, str | bytes | bytearray):
        return True
    try:
        requests.utils.rewind_body(request)
    except requests.exceptions.UnrewindableBodyError:
        return False
    return True
