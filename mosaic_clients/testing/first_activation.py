"""Creates a client and takes its first credential to ACTIVE, as ``quickstart`` does, without output."""

from __future__ import annotations

from itertools import count
from typing import Any

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.oauth.endpoints import DEFAULT_AUDIENCE
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services import sessions
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import activation, proving, staging
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.rotation import publication
from mosaic_clients.transport.client_api import ClientAPI

ACTOR = "tests"
CALLBACK = "https://app.test/callback"

_numbers = count(1)


def add_environment(sandbox: Sandbox, name: str = "sandbox", **columns: Any) -> Environment:
    """Adds an environment that trusts a running sandbox; ``columns`` override the defaults."""
    defaults = {
        "base_url": sandbox.base_url,
        "issuers": [sandbox.issuer],
        "audiences": [DEFAULT_AUDIENCE],
        "trusted_ca": sandbox.trusted_ca,
        "allow_private": True,
    }
    return environment_registry.add(name, actor=ACTOR, **{**defaults, **columns})


def add_active_client(
    sandbox: Sandbox, environment: Environment, name: str, *, ca: ClientCA | None = None, **columns: Any
) -> Client:
    """Adds a client here and in the sandbox, with an active credential; CA-signed if ``ca`` is given.

    ``columns`` override the defaults. The key is EC because RSA keys take long to generate. Each client ID is new,
    because the sandbox outlasts the row.
    """
    method = AuthMethod.CA_SIGNED if ca else AuthMethod.SELF_SIGNED
    defaults = {
        "client_id": f"{name}-{next(_numbers)}.test",
        "auth_method": method.value,
        "key_algorithm": "EC-P256",
        "app_id": sandbox.app_id,
        "bound": True,
    }
    client = client_registry.add(name, environment, actor=ACTOR, **{**defaults, **columns})
    resources = [client.resource] if client.resource else []
    sandbox.add_client(client.client_id, method, bound=client.bound, resources=resources, redirect_uris=[CALLBACK])
    credential = staging.stage(client, actor=ACTOR)
    if ca and credential.state is CredentialStatus.AWAITING_CERTIFICATE:
        staging.attach(client, ca.issue(credential.csr), actor=ACTOR)
    session, endpoints = sessions.session(environment), environment.endpoints
    api = ClientAPI(session, endpoints.client_api, sandbox.portal_token, conf.current().limits)
    publication.push(client, api, actor=ACTOR)
    proving.prove(client, actor=ACTOR)
    activation.activate(client, actor=ACTOR)
    return client
