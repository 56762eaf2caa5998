"""Access tokens on behalf of another subject: token exchange (RFC 8693) and delegated access (docs/mosaic.md §2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mosaic_clients.core.oauth.endpoints import DEFAULT_AUDIENCE
from mosaic_clients.sandbox.server.application import Refusal, oauth_refusal
from mosaic_clients.sandbox.tenant.registry import RegisteredClient
from mosaic_clients.sandbox.tenant.signing import TokenIssuer
from mosaic_clients.sandbox.tenant.users import Users

ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - the name of a type

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TokenExchange:
    """Both grants. ``act`` names who acts for the subject, and who did before (RFC 8693 §4.1).

    Mosaic does not publish its parameters for token exchange, so the sandbox uses those of the RFC. It takes access
    tokens and returns an access token whose scope is not wider. Both grants refuse with an OAuth error.
    ``read_active`` returns the claims of an active access token, or None.
    """

    issuer: TokenIssuer
    users: Users
    read_active: Callable[[str], Claims | None]

    def exchange(self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None) -> dict[str, Any]:
        """Answers one token exchange. The actor is the client, or the subject of the actor token."""
        subject = self._read(form, "subject_token")
        actor = self._read(form, "actor_token") if "actor_token" in form else {"sub": client.client_id}
        if form.get("requested_token_type", ACCESS_TOKEN) != ACCESS_TOKEN:
            raise _refusal("invalid_request", "requested_token_type must be an access token")
        subject_scopes = str(subject.get("scope", "")).split()
        scopes = form.get("scope", " ".join(subject_scopes)).split()
        if not set(scopes) <= set(subject_scopes):
            raise _refusal("invalid_scope", "scope is wider than the subject token's")
        earlier = {"act": subject["act"]} if "act" in subject else {}
        act = {"sub": actor["sub"], **earlier}
        return self._answer(client, form, x5t_s256, sub=subject["sub"], scope=" ".join(scopes), act=act)

    def delegate(self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None) -> dict[str, Any]:
        """Answers one delegation: the subject of the actor token acts for a user named by id."""
        actor = self._read(form, "actor_token")
        if form.get("subject_identifier_type") != "user_id":
            raise _refusal("invalid_request", "subject_identifier_type must be user_id")
        user = self.users.get(form.get("subject_identifier", ""))
        if user is None:
            raise _refusal("invalid_request", "subject_identifier names no user")
        act = {"sub": actor["sub"]}
        return self._answer(client, form, x5t_s256, sub=user.subject, scope=form.get("scope", "openid"), act=act)

    def _answer(
        self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None, **claims: Any
    ) -> dict[str, Any]:
        resource = form.get("resource", "")
        if resource and resource not in client.resources:
            raise _refusal("invalid_target", "resource is not allowed for this client")
        binding = {"x5t#S256": x5t_s256} if x5t_s256 else None
        audience = resource or DEFAULT_AUDIENCE
        token = self.issuer.mint({"client_id": client.client_id, "aud": audience, "cnf": binding, **claims})
        return {
            "access_token": token,
            "issued_token_type": ACCESS_TOKEN,
            "token_type": "Bearer",
            "expires_in": self.issuer.lifetime,
            "scope": claims["scope"],
        }

    def _read(self, form: Mapping[str, str], name: str) -> Claims:
        if form.get(f"{name}_type") != ACCESS_TOKEN:
            raise _refusal("invalid_request", f"{name}_type must be {ACCESS_TOKEN}")
        claims = self.read_active(form.get(name, ""))
        if claims is None:
            raise _refusal("invalid_request", f"{name} is not an active access token (RFC 8693 §2.2.2)")
        return claims


def _refusal(error: str, description: str) -> Refusal:
    return Refusal(oauth_refusal(400, error, description))
