"""DRF throttling by OAuth client."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from mosaic_clients.core.bearer.verification import VerifiedBearer

if TYPE_CHECKING:
    from rest_framework.views import APIView


class ClientRateThrottle(SimpleRateThrottle):
    """Limits the requests of each OAuth client: ``DEFAULT_THROTTLE_RATES = {"mosaic_client": "600/min"}``.

    Counts all tokens and users of a client together, so a new token does not raise the limit. A subclass may set
    another ``scope`` or ``rate``. Requests without a verified bearer are left to other throttles.
    """

    scope = "mosaic_client"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """Returns one key per issuer and client. It is hashed, because a client ID may contain any character."""
        bearer = request.auth
        if not isinstance(bearer, VerifiedBearer):
            return None
        caller = ("client", bearer.client_id) if bearer.client_id else ("subject", bearer.subject)
        ident = hashlib.sha256("\0".join((bearer.issuer, *caller)).encode("utf-8", "surrogatepass")).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": ident}
