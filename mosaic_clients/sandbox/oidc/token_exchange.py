"""Access tokens for others: token exchange (RFC 8693), and Mosaic's delegated access (mosaic-facts §2.2)."""

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
class Exchanges:
    """Both grants: ``act`` says who acts for the subject (RFC 8693 §4.1), and who did before.

    Mosaic's parameters of the first are not public, so they are the RFC's: access tokens in, an access token out, its
    scope no wider than it was. Both refuse in OAuth's shape. ``read_active`` gives the claims of an access token that
    counts now, or None.
    """

    issuer: TokenIssuer
    users: Users
    read_active: Callable[[str], Claims | None]

    def exchange(self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None) -> dict[str, Any]:
        """The answer for one exchange; the client acts, or the actor whose token came along."""
        subject = self._read(form, "subject_token")
        actor = self._read(form, "actor_token") if "actor_token" in form else {"sub": client.client_id}
        if form.get("requested_token_type", ACCESS_TOKEN) != ACCESS_TOKEN:
            raise _refused("invalid_request", "requested_token_type must be an access token")
        had = str(subject.get("scope", "")).split()
        wanted = form.get("scope", " ".join(had)).split()
        if not set(wanted) <= set(had):
            raise _refused("invalid_scope", "scope is wider than the subject token's")
        before = {"act": subject["act"]} if "act" in subject else {}
        act = {"sub": actor["sub"], **before}
        return self._answer(client, form, x5t_s256, sub=subject["sub"], scope=" ".join(wanted), act=act)

    def delegate(self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None) -> dict[str, Any]:
        """The answer for one delegation: the holder of the actor token acts for a user named by id."""
        actor = self._read(form, "actor_token")
        if form.get("subject_identifier_type") != "user_id":
            raise _refused("invalid_request", "subject_identifier_type must be user_id")
        user = self.users.get(form.get("subject_identifier", ""))
        if user is None:
            raise _refused("invalid_request", "subject_identifier names no user")
        act = {"sub": actor["sub"]}
        return self._answer(client, form, x5t_s256, sub=user.subject, scope=form.get("scope", "openid"), act=act)

    def _answer(
        self, client: RegisteredClient, form: Mapping[str, str], x5t_s256: str | None, **claims: Any
    ) -> dict[str, Any]:
        resource = form.get("resource", "")
        if resource and resource not in client.resources:
            raise _refused("invalid_target", "resource is not allowed for this client")
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
            raise _refused("invalid_request", f"{name}_type must be {ACCESS_TOKEN}")
        claims = self.read_active(form.get(name, ""))
        if claims is None:
            raise _refused("invalid_request", f"{name} is not an access token that counts (RFC 8693 §2.2.2)")
        return claims


def _refused(error: str, description: str) -> Refusal:
    return Refusal(oauth_refusal(400, error, description))
