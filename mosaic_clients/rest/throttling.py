"""DRF throttling by the client that calls."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from mosaic_clients.core.bearer.verification import VerifiedBearer

if TYPE_CHECKING:
    from rest_framework.views import APIView


class ClientRateThrottle(SimpleRateThrottle):
    """So many requests for each OAuth client: ``DEFAULT_THROTTLE_RATES = {"mosaic_client": "600/min"}``.

    All tokens and users of a client count together, so that a fresh token buys nothing. A subclass may set another
    ``scope`` or ``rate``. Requests without a verified bearer are left to other throttles.
    """

    scope = "mosaic_client"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """One key for an issuer and a client, hashed: a client ID may hold what a cache key may not."""
        bearer = request.auth
        if not isinstance(bearer, VerifiedBearer):
            return None
        who = ("client", bearer.client_id) if bearer.client_id else ("subject", bearer.subject)
        ident = hashlib.sha256("\0".join((bearer.issuer, *who)).encode("utf-8", "surrogatepass")).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": ident}
