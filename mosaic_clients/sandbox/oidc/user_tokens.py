"""The tokens that a user grant yields: access token, ID token, refresh token (docs/mosaic.md §3.2)."""

from __future__ import annotations

from typing import Any

from mosaic_clients.core.jose.algorithms import left_half_hash
from mosaic_clients.core.oauth.endpoints import DEFAULT_AUDIENCE
from mosaic_clients.sandbox.grants.grant import Grant
from mosaic_clients.sandbox.grants.refresh_tokens import RefreshTokens
from mosaic_clients.sandbox.server.application import Request
from mosaic_clients.sandbox.tenant.client_authentication import presented_thumbprint
from mosaic_clients.sandbox.tenant.registry import RegisteredClient
from mosaic_clients.sandbox.tenant.signing import SIGNING_ALGORITHM, TokenIssuer


def binding_of(client: RegisteredClient, request: Request) -> str | None:
    """Returns the thumbprint that a client's tokens are bound to, or None without binding (docs/mosaic.md §4.1)."""
    return presented_thumbprint(request) if client.authentication.get("isMtlsCertTokenBound", False) else None


class UserTokens:
    """Creates the token responses for user grants."""

    def __init__(self, issuer: TokenIssuer, refresh_tokens: RefreshTokens) -> None:
        self._issuer = issuer
        self._refresh_tokens = refresh_tokens

    def issue(self, grant: Grant, x5t_s256: str | None) -> dict[str, Any]:
        """Answers a new grant, with a refresh token if the grant is offline."""
        answer = self._answer(grant, x5t_s256)
        return answer | {"refresh_token": self._refresh_tokens.issue(grant, x5t_s256)} if grant.offline else answer

    def refresh(self, refresh_token: str, client_id: str, x5t_s256: str | None) -> dict[str, Any]:
        """Answers a refresh token and rotates it. Refuses with ``invalid_grant``."""
        grant, successor = self._refresh_tokens.rotate(refresh_token, client_id, x5t_s256)
        return self._answer(grant, x5t_s256) | {"refresh_token": successor}

    def _answer(self, grant: Grant, x5t_s256: str | None) -> dict[str, Any]:
        access_token = self._issuer.mint(
            {
                "sub": grant.subject,
                "client_id": grant.client_id,
                "scope": grant.scope,
                "aud": grant.resource or DEFAULT_AUDIENCE,
                "cnf": {"x5t#S256": x5t_s256} if x5t_s256 else None,
            }
        )
        answer = {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": self._issuer.lifetime,
            "scope": grant.scope,
        }
        return answer | {"id_token": self._id_token(grant, access_token)} if "openid" in grant.scopes else answer

    def _id_token(self, grant: Grant, access_token: str) -> str:
        return self._issuer.id_token(
            {
                "sub": grant.subject,
                "aud": grant.client_id,
                "nonce": grant.nonce or None,
                "at_hash": left_half_hash(SIGNING_ALGORITHM, access_token),
                "auth_time": grant.auth_time,
                "amr": list(grant.amr),
                "acr": grant.acr or None,
            }
        )
