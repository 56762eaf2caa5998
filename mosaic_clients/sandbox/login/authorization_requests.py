"""Checks the parameters of an authorization request (docs/mosaic.md §6, RFC 7636)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mosaic_clients.sandbox.server.application import Refusal, oauth_refusal
from mosaic_clients.sandbox.tenant.registry import RegisteredClient

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_PROMPTS = frozenset({"none", "login", "consent"})
PKCE_ENFORCED = ("enforcePkceAlongsideClientCredentials", "enforcePkceInsteadOfClientCredentials")


@dataclass(frozen=True, slots=True)
class AuthorizationRequest:
    """A valid request. ``code_challenge`` is empty without PKCE; its method is always S256."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    prompt: frozenset[str]
    code_challenge: str = field(repr=False)
    resource: str
    login_hint: str
    acr: str


def registered_redirect_uri(client: RegisteredClient, parameters: Mapping[str, str]) -> str:
    """Returns the redirect URI, which must equal one that the client registered exactly (RFC 9700 §2.1)."""
    uri = parameters.get("redirect_uri", "")
    if uri not in client.settings.get("redirect_uris", ()):
        raise _invalid("redirect_uri is not registered for this client")
    return uri


def read_request(client: RegisteredClient, parameters: Mapping[str, str]) -> AuthorizationRequest:
    """Checks the parameters of one request, pushed or not. Refuses with an OAuth error."""
    uri = registered_redirect_uri(client, parameters)
    if parameters.get("response_type") != "code":
        raise Refusal(oauth_refusal(400, "unsupported_response_type", "response_type must be code"))
    prompt = frozenset(parameters.get("prompt", "").split())
    if prompt - _PROMPTS or ("none" in prompt and len(prompt) > 1):
        raise _invalid("prompt must be none, or login and consent")
    resource = parameters.get("resource", "")
    if resource and resource not in client.resources:
        raise Refusal(oauth_refusal(400, "invalid_target", "resource is not allowed for this client"))
    return AuthorizationRequest(
        client_id=client.client_id,
        redirect_uri=uri,
        scope=require_scope(client, parameters),
        state=parameters.get("state", ""),
        nonce=parameters.get("nonce", ""),
        prompt=prompt,
        code_challenge=_challenge(client, parameters),
        resource=resource,
        login_hint=parameters.get("login_hint", ""),
        acr=parameters.get("acr_values", "").partition(" ")[0],
    )


def require_scope(client: RegisteredClient, parameters: Mapping[str, str]) -> str:
    """Returns the requested scope, which must contain ``openid`` and only scopes that the client may have."""
    scopes = parameters.get("scope", "openid").split()
    allowed = client.settings.get("allowed_scopes")
    if "openid" not in scopes or (allowed is not None and not set(scopes) <= {"openid", *allowed}):
        raise Refusal(
            oauth_refusal(400, "invalid_scope", "scope must contain openid and only scopes that this client may have")
        )
    return " ".join(dict.fromkeys(scopes))


def require_pushing_optional(client: RegisteredClient) -> None:
    """Refuses parameters from the browser for clients that must push their requests (docs/mosaic.md §4.1)."""
    if client.settings.get("enforce_par") or client.settings.get("fapi_version_compliancy"):
        raise _invalid("this client must push its requests (PAR)")


def _challenge(client: RegisteredClient, parameters: Mapping[str, str]) -> str:
    """Returns the PKCE challenge: S256 only, and required if the client's settings enforce it."""
    challenge = parameters.get("code_challenge", "")
    if not challenge:
        if client.settings.get("pkce") in PKCE_ENFORCED or client.settings.get("fapi_version_compliancy"):
            raise _invalid("this client must use PKCE: code_challenge is missing")
        if "code_challenge_method" in parameters:
            raise _invalid("code_challenge_method without code_challenge")
        return ""
    if parameters.get("code_challenge_method") != "S256":
        raise _invalid("code_challenge_method must be S256")
    if not _CHALLENGE.fullmatch(challenge):
        raise _invalid("code_challenge must be 43 characters of base64url")
    return challenge


def _invalid(description: str) -> Refusal:
    return Refusal(oauth_refusal(400, "invalid_request", description))
