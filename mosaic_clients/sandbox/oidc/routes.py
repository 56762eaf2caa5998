"""All endpoints under ``/cis/oidc``, with the published signing keys and discovery (docs/mosaic.md §1.3)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.sandbox.clock import Clock
from mosaic_clients.sandbox.grants.codes import Codes
from mosaic_clients.sandbox.grants.pending import PendingRequests
from mosaic_clients.sandbox.grants.refresh_tokens import RefreshTokens
from mosaic_clients.sandbox.login.approvals import Approvals
from mosaic_clients.sandbox.login.authorization import Authorization
from mosaic_clients.sandbox.login.backchannel import Backchannel
from mosaic_clients.sandbox.login.browser_sessions import BrowserSessions, Logout
from mosaic_clients.sandbox.login.device import DeviceFlow
from mosaic_clients.sandbox.oidc.issued_tokens import IssuedTokens
from mosaic_clients.sandbox.oidc.token_endpoint import GrantType, TokenEndpoint
from mosaic_clients.sandbox.oidc.token_exchange import TokenExchange
from mosaic_clients.sandbox.oidc.user_tokens import UserTokens
from mosaic_clients.sandbox.oidc.userinfo import UserInfo
from mosaic_clients.sandbox.server.application import Request, Response, Route
from mosaic_clients.sandbox.tenant.registry import Registry
from mosaic_clients.sandbox.tenant.signing import SIGNING_ALGORITHM, TokenIssuer
from mosaic_clients.sandbox.tenant.users import Users

KEYS_MAX_AGE = 300

_MTLS_ENDPOINTS = {
    "token_endpoint": "token",
    "revocation_endpoint": "token/revocation",
    "introspection_endpoint": "token/introspection",
    "pushed_authorization_request_endpoint": "request",
    "backchannel_authentication_endpoint": "backchannel",
    "device_authorization_endpoint": "device/auth",
    "userinfo_endpoint": "me",
}
_OTHER_ENDPOINTS = {"authorization_endpoint": "auth", "jwks_uri": "jwks", "end_session_endpoint": "session/end"}


class OIDC:
    """Creates the endpoints. ``aliases`` returns the origin of a second port that requests client certificates."""

    def __init__(
        self,
        registry: Registry,
        issuer: TokenIssuer,
        clock: Clock,
        *,
        poll_interval: float,
        aliases: Callable[[], str | None],
    ) -> None:
        self._issuer = issuer
        self._aliases = aliases
        self.users = Users()
        refresh_tokens = RefreshTokens(clock)
        pending = PendingRequests(clock, poll_interval)
        sessions = BrowserSessions(clock)
        codes = Codes(clock, refresh_tokens)
        self.issued = IssuedTokens(registry, issuer, refresh_tokens)
        self.authorization = Authorization(registry, self.users, sessions, codes, clock, issuer.issuer)
        self.approvals = Approvals(self.users, pending)
        user_tokens = UserTokens(issuer, refresh_tokens)
        token_exchange = TokenExchange(issuer, self.users, self.issued.read_active)
        self._components = (
            TokenEndpoint(registry, issuer, user_tokens, codes, pending, token_exchange),
            self.issued,
            self.authorization,
            self.approvals,
            Backchannel(registry, self.users, pending),
            DeviceFlow(registry, self.users, pending),
            UserInfo(self.users, self.issued),
            Logout(registry, issuer, sessions),
        )

    def routes(self) -> list[Route]:
        """Returns the routes of the endpoints."""
        return [
            *(route for component in self._components for route in component.routes()),
            Route("GET", "/cis/oidc/jwks", self.signing_keys),
            Route("GET", "/cis/oidc/.well-known/openid-configuration", self.discovery),
        ]

    def signing_keys(self, request: Request) -> Response:
        """Returns the keys that verify tokens, with cache headers."""
        key_set = self._issuer.ring.published()
        tag = f'"{hashlib.sha256(json.dumps(key_set).encode()).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": f"public, max-age={KEYS_MAX_AGE}"}
        if request.headers.get("if-none-match") == tag:
            return Response(304, None, headers)
        return Response(200, key_set, headers)

    def discovery(self, request: Request) -> Response:
        """Returns the endpoints on the host that the caller used. The issuer is another host, as at Mosaic."""
        aliases = self._aliases()
        methods = [method.value for method in AuthMethod]
        return Response(
            200,
            {
                "issuer": self._issuer.issuer,
                **_urls(_MTLS_ENDPOINTS | _OTHER_ENDPOINTS, request.origin),
                **({"mtls_endpoint_aliases": _urls(_MTLS_ENDPOINTS, aliases)} if aliases else {}),
                "grant_types_supported": [grant_type.value for grant_type in GrantType],
                "response_types_supported": ["code"],
                "scopes_supported": ["openid", "email", "phone", "offline_access"],
                "prompt_values_supported": ["none", "login", "consent"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": [SIGNING_ALGORITHM],
                "code_challenge_methods_supported": ["S256"],
                "backchannel_token_delivery_modes_supported": ["poll"],
                "authorization_response_iss_parameter_supported": True,
                "token_endpoint_auth_methods_supported": methods,
                "revocation_endpoint_auth_methods_supported": methods,
                "introspection_endpoint_auth_methods_supported": methods,
                "tls_client_certificate_bound_access_tokens": True,
            },
        )


def _urls(paths: dict[str, str], origin: str) -> dict[str, str]:
    return {name: f"{origin}/cis/oidc/{path}" for name, path in paths.items()}
