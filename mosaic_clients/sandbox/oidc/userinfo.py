"""The claims of the user that an access token names (OpenID Connect Core §5.3, docs/mosaic.md §6)."""

from __future__ import annotations

import hmac

from mosaic_clients.sandbox.oidc.issued_tokens import IssuedTokens
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, mosaic_refusal
from mosaic_clients.sandbox.tenant.client_authentication import presented_thumbprint
from mosaic_clients.sandbox.tenant.users import Users


class UserInfo:
    """``/oidc/me``: a bound token needs its certificate (RFC 8705 §3)."""

    def __init__(self, users: Users, issued: IssuedTokens) -> None:
        self._users = users
        self._issued = issued

    def routes(self) -> list[Route]:
        """Returns the routes of the endpoint."""
        return [Route("GET", "/cis/oidc/me", self.show), Route("POST", "/cis/oidc/me", self.show)]

    def show(self, request: Request) -> Response:
        """Returns the claims for the token's scopes. Answers 401 for an invalid token, 403 without ``openid``."""
        claims = self._issued.read_active(_token(request))
        if claims is None:
            raise _refusal(401, "invalid_token", "Unauthorized")
        if "cnf" in claims and not _is_bound_to(claims["cnf"], presented_thumbprint(request)):
            raise _refusal(401, "invalid_token", "Unauthorized")
        scopes = frozenset(str(claims.get("scope", "")).split())
        if "openid" not in scopes:
            raise _refusal(403, "insufficient_scope", "Forbidden")
        user = self._users.get(str(claims["sub"]))
        if user is None:  # for example a client credentials token
            raise _refusal(401, "invalid_token", "Unauthorized")
        return Response(200, user.claims_for(scopes), {"Cache-Control": "no-store"})


def _is_bound_to(confirmation: object, presented: str | None) -> bool:
    expected = confirmation.get("x5t#S256") if isinstance(confirmation, dict) else None
    return isinstance(expected, str) and hmac.compare_digest(expected.encode(), (presented or "").encode())


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.form().get("access_token", "") if request.method == "POST" else ""


def _refusal(status: int, error: str, message: str) -> Refusal:
    challenge = {"WWW-Authenticate": f'Bearer error="{error}"', "Cache-Control": "no-store"}
    return Refusal(Response(status, mosaic_refusal(status, message).payload, challenge))
