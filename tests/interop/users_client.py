"""A client for user flows, registered at the provider, and added here with the product's own steps."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from mosaic_clients.api import AuthorizationRequest, MosaicClient
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import activation, proving, staging
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.rotation import publication
from tests.interop.http_client import Caller
from tests.interop.provider import OidcProvider
from tests.interop.registration_steps import CA_SIGNED_RSA, SELF_SIGNED_EC, SELF_SIGNED_RSA, Kind
from tests.interop.user_agent import browse

KINDS = [SELF_SIGNED_RSA, SELF_SIGNED_EC, CA_SIGNED_RSA]
ACTOR = "operator"
OFFLINE = "openid offline_access"
CALLBACK = "https://app.test/login/callback"
METADATA: dict[str, Any] = {
    "grant_types": ["client_credentials", "authorization_code", "refresh_token"],
    "redirect_uris": [CALLBACK],
    "post_logout_redirect_uris": ["https://app.test/"],
    "response_types": ["code"],
}


def add_environment(provider: OidcProvider, name: str = "interop", **values: Any) -> Environment:
    defaults: dict[str, Any] = {
        "base_url": provider.base_url,
        "issuers": [provider.issuer],
        "trusted_ca": provider.ca_file.read_text(),
        "allow_private": True,
    }
    return environment_registry.add(name, actor=ACTOR, **defaults | values)


def add_client(
    provider: OidcProvider,
    environment: Environment,
    kind: Kind,
    *,
    metadata: dict[str, Any] | None = None,
    **values: Any,
) -> Client:
    """Add a client with token binding and an active credential; ``metadata`` overrides METADATA at the provider."""
    name = f"{kind.name}-{uuid4().hex[:4]}"
    defaults: dict[str, Any] = {
        "client_id": f"{name}.transmit",
        "auth_method": kind.auth_method,
        "key_algorithm": kind.algorithm,
        "bound": True,
    }
    client = client_registry.add(name, environment, actor=ACTOR, **defaults | values)
    rotate(provider, client, **metadata or {})
    return client


def rotate(provider: OidcProvider, client: Client, **metadata: Any) -> Credential:
    """Stage a credential, register it, prove and activate it."""
    credential = staging.stage(client, actor=ACTOR)
    if credential.state is CredentialStatus.AWAITING_CERTIFICATE:
        staging.attach(client, provider.client_ca.issue(credential.csr), actor=ACTOR)
    register(provider, client, **metadata)
    proving.prove(client, actor=ACTOR)
    return activation.activate(client, actor=ACTOR)


def register(provider: OidcProvider, client: Client, **metadata: Any) -> None:
    if client.method is AuthMethod.SELF_SIGNED:
        key_metadata: dict[str, Any] = {"jwks": publication.key_set(client)}
    else:
        key_metadata = {"tls_client_auth_subject_dn": publication.subject_dn(client)}
    defaults = METADATA | metadata | key_metadata
    provider.register(client.client_id, token_endpoint_auth_method=client.auth_method, **defaults)


def pushed(shop: MosaicClient, scope: str = OFFLINE, **parameters: str) -> AuthorizationRequest:
    return shop.push_authorization_request(redirect_uri=CALLBACK, scope=scope, **parameters)


def came_back(shop: MosaicClient, browser: Caller, request: AuthorizationRequest) -> str:
    """The URL that the browser returns to after the user has logged in."""
    back = browse(browser, shop.authorization_url(request))
    assert back.startswith(f"{CALLBACK}?")
    return back
