"""A requests.Session for calling resources: certificate and access token always travel as a pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from mosaic_clients.transport.connections import IdentitySession, StayingSession


@dataclass(frozen=True, slots=True)
class BearerPair:
    """An access token and the session that presents the certificate it is bound to."""

    access_token: str = field(repr=False)
    session: IdentitySession


class BearerSession(StayingSession):
    """Adds the bearer and presents its certificate, both taken anew for every request.

    ``pair`` gives the current pair, or with True a newly minted one: on a 401 that is asked for once and the request
    repeated once, where its body can be sent again, unless ``renews`` is False: then a 401 is the caller's. Only https
    is spoken; redirects are not followed by default.
    """

    def __init__(self, pair: Callable[[bool], BearerPair], *, renews: bool = True) -> None:
        super().__init__()
        self.trust_env = False
        self._pair = pair
        self._renews = renews

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send with the current pair; raises what obtaining a token raises, or what requests raises."""
        if not (request.url or "").lower().startswith("https://"):
            raise requests.exceptions.InvalidSchema("A bearer travels over https only.")
        response = self._send_with(self._pair(False), request, kwargs)
        if response.status_code != 401 or not self._renews or not _can_be_sent_again(request):
            return response
        response.close()
        return self._send_with(self._pair(True), request, kwargs)

    def _send_with(
        self, pair: BearerPair, request: requests.PreparedRequest, kwargs: dict[str, Any]
    ) -> requests.Response:
        request.headers["Authorization"] = f"Bearer {pair.access_token}"
        timeout = kwargs.get("timeout") or pair.session.timeout
        # Trust, proxies and certificate are the identity's own; a caller's verify=False must not weaken them.
        own: dict[str, Any] = {"timeout": timeout, "verify": True, "cert": None, "proxies": {}}
        return pair.session.send(request, **{**kwargs, **own})


def _can_be_sent_again(request: requests.PreparedRequest) -> bool:
    return request.body is None or isinstance(request.body, str | bytes)
