"""The token endpoint: dispatches each grant type to its handler (docs/mosaic.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mosaic_clients.core.oauth.endpoints import DEFAULT_AUDIENCE
from mosaic_clients.sandbox.grants.codes import Codes
from mosaic_clients.sandbox.grants.grant import Grant
from mosaic_clients.sandbox.grants.pending import PendingRequests
from mosaic_clients.sandbox.oidc.token_exchange import TokenExchange
from mosaic_clients.sandbox.oidc.user_tokens import UserTokens, binding_of
from mosaic_clients.sandbox.server.application import Refusal, Request, Response, Route, mosaic_refusal, oauth_refusal
from mosaic_clients.sandbox.tenant.client_authentication import authenticate_client
from mosaic_clients.sandbox.tenant.registry import RegisteredClient, Registry
from mosaic_clients.sandbox.tenant.signing import TokenIssuer

SCOPE = "openid"


class GrantType(StrEnum):
    """The supported grant types (docs/mosaic.md §2.2), without ``password``, which no certificate client needs."""

    CLIENT_CREDENTIALS = "client_credentials"
    AUTHORIZATION_CODE = "authorization_code"
    REFRESH_TOKEN = "refresh_token"  # noqa: S105 - the name of a grant
    CIBA = "urn:openid:params:grant-type:ciba"
    DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
    TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - the name of a grant
    DELEGATED_ACCESS = "urn:transmit:grant-type:delegated-access"


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """``/oidc/token`` with and without ``/cis``, because Mosaic's guides use both."""

    registry: Registry
    issuer: TokenIssuer
    user_tokens: UserTokens
    codes: Codes
    pending: PendingRequests
    token_exchange: TokenExchange

    def routes(self) -> list[Route]:
        """Returns the routes of the endpoint."""
        return [Route("POST", path, self.answer) for path in ("/cis/oidc/token", "/oidc/token")]

    def answer(self, request: Request) -> Response:
        """Returns tokens for the client that the certificate authenticates (RFC 8705 §2)."""
        form = request.form()
        if not form.get("grant_type"):
            raise Refusal(mosaic_refusal(400, ["grant_type should not be empty", "grant_type must be a string"]))
        client = authenticate_client(self.registry, request, form)
        answer = self._grant(client, form, binding_of(client, request))
        return Response(200, answer, {"Cache-Control": "no-store"})

    def _grant(self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None) -> dict[str, Any]:
        match form["grant_type"]:
            case GrantType.CLIENT_CREDENTIALS:
                return self._client_token(client, form, x5t_s256)
            case GrantType.REFRESH_TOKEN:
                return self.user_tokens.refresh(_require(form, "refresh_token"), client.client_id, x5t_s256)
            case GrantType.TOKEN_EXCHANGE:
                return self.token_exchange.exchange(client, form, x5t_s256)
            case GrantType.DELEGATED_ACCESS:
                return self.token_exchange.delegate(client, form, x5t_s256)
        return self.user_tokens.issue(self._user_grant(client.client_id, form), x5t_s256)

    def _user_grant(self, client_id: str, form: Mapping[str, str]) -> Grant:
        """Returns the grant that a user approved, on a page or elsewhere."""
        match form["grant_type"]:
            case GrantType.AUTHORIZATION_CODE:
                return self.codes.redeem(client_id, form)
            case GrantType.CIBA:
                return self.pending.poll("backchannel", _require(form, "auth_req_id"), client_id)
            case GrantType.DEVICE:
                return self.pending.poll("device", _require(form, "device_code"), client_id)
        raise Refusal(oauth_refusal(400, "unsupported_grant_type", "unsupported grant_type requested"))

    def _client_token(self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None) -> dict[str, Any]:
        resource = form.get("resource", "")
        if resource and resource not in client.resources:  # RFC 8707 §2
            raise Refusal(oauth_refusal(400, "invalid_target", "resource is not allowed for this client"))
        token = self.issuer.access_token(
            client.client_id, scope=SCOPE, audience=resource or DEFAULT_AUDIENCE, x5t_s256=x5t_s256
        )
        return {"access_token": token, "token_type": "Bearer", "expires_in": self.issuer.lifetime, "scope": SCOPE}


def _require(form: Mapping[str, str], name: str) -> str:
    value = form.get(name, "")
    if not value:
        raise Refusal(oauth_refusal(400, "invalid_request", f"{name} is missing"))
    return value
