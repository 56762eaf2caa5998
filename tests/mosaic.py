"""A local Mosaic, its rows in the database, and the operator's steps, shared by all tests."""

from __future__ import annotations

import json
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import Client, Credential, Environment
from mosaic_clients.sandbox import ClientCA, Sandbox, TLSServer
from mosaic_clients.services import sessions
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import activation, proving, staging
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.rotation import publication
from mosaic_clients.transport.client_api import ClientAPI

ACTOR = "operator"
RESOURCE = "https://payments.test"
TOKEN, KEYS = "/cis/oidc/token", "/cis/oidc/jwks"

_numbers = count(1)


def add_environment(sandbox: Sandbox, name: str = "local", **values: Any) -> Environment:
    """Adds the environment of a running sandbox; ``values`` override its columns."""
    defaults = {
        "base_url": sandbox.base_url,
        "issuers": [sandbox.issuer],
        "audiences": ["userid-api", RESOURCE],
        "trusted_ca": sandbox.trusted_ca,
        "allow_private": True,
    }
    return environment_registry.add(name, actor=ACTOR, **{**defaults, **values})


def add_client(
    sandbox: Sandbox, environment: Environment, name: str, method: AuthMethod = AuthMethod.SELF_SIGNED, **values: Any
) -> Client:
    """Adds a client here and in the sandbox, without a key yet. EC keys are generated quickly."""
    client_id = f"{name}-{next(_numbers)}.transmit"
    defaults = {
        "client_id": client_id,
        "auth_method": method.value,
        "key_algorithm": "EC-P256",
        "app_id": sandbox.app_id,
        "publication": "management-api",
        "resource": RESOURCE,
        "bound": True,
    }
    client = client_registry.add(name, environment, actor=ACTOR, **{**defaults, **values})
    resources = [RESOURCE, f"{RESOURCE}/other"]
    sandbox.add_client(client.client_id, method, bound=client.bound, resources=resources)
    return client


def client_api(sandbox: Sandbox, client: Client) -> ClientAPI:
    """Returns Mosaic's client API with the token of the portal's administrator."""
    environment = client.environment
    session = sessions.session(environment)
    return ClientAPI(session, environment.endpoints.client_api, sandbox.portal_token, conf.current().limits)


def configuration_at_mosaic(sandbox: Sandbox, client: Client) -> dict[str, Any]:
    """Returns the authentication configuration that Mosaic holds, read without the code under test."""
    environment = client.environment
    answer = sessions.session(environment).get(
        f"{environment.endpoints.client_api}/{client.app_id}/clients/{client.client_id}",
        headers={"Authorization": f"Bearer {sandbox.portal_token}"},
    )
    configuration: dict[str, Any] = answer.json()["authentication_configuration"]
    return configuration


def publish(sandbox: Sandbox, client: Client) -> None:
    publication.push(client, client_api(sandbox, client), actor=ACTOR)


def stage(sandbox: Sandbox, client: Client) -> Credential:
    """Stages a credential, attaches the certificate of a CA if the client is CA-signed, and publishes."""
    credential = staging.stage(client, actor=ACTOR)
    if credential.state is CredentialStatus.AWAITING_CERTIFICATE:
        credential = staging.attach(client, ClientCA().issue(credential.csr), actor=ACTOR)
    publish(sandbox, client)
    return credential


def activate(sandbox: Sandbox, client: Client) -> Credential:
    """Stages, publishes, proves and activates a credential."""
    stage(sandbox, client)
    proving.prove(client, actor=ACTOR)
    return activation.activate(client, actor=ACTOR)


@contextmanager
def counting(sandbox: Sandbox) -> Iterator[Counter[str]]:
    """Counts the requests for each path within the block. The counter is filled at its end."""
    counts: Counter[str] = Counter()
    before = len(sandbox.requests)
    yield counts
    counts.update(path for _, path in sandbox.requests[before:])


def closed_port() -> int:
    """Returns a port that no process listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def go_down(environment: Environment) -> None:
    """Makes Mosaic unreachable for this environment."""
    environment.base_url = f"https://127.0.0.1:{closed_port()}/cis"
    environment.save()


@dataclass
class Reply:
    """One HTTP answer; a dict as body is sent as JSON."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


class ScriptedMosaic:
    """Answers what the test scripts and the sandbox never answers. It has the same CA and TLS with client certificates.

    ``answers`` maps a path to a Reply, or to a function that returns one for the WSGI environ.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        identity = sandbox.server_identity
        self.answers: dict[str, Reply | Callable[[dict[str, Any]], Reply]] = {}
        self.requests: list[str] = []
        self._server = TLSServer(
            self._answer, host="127.0.0.1", port=0, key_pem=identity.key_pem, chain_pem=identity.chain_pem
        )

    @property
    def base_url(self) -> str:
        return f"{self._server.url}/cis"

    def take_over(self, environment: Environment) -> None:
        """Make the environment use this server instead of the sandbox."""
        environment.base_url = self.base_url
        environment.save()

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path = environ["PATH_INFO"]
        self.requests.append(path)
        answer = self.answers.get(path, Reply(404, {"message": "not scripted", "error_code": 404}))
        reply = answer if isinstance(answer, Reply) else answer(environ)
        body = json.dumps(reply.body).encode() if isinstance(reply.body, dict) else reply.body
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **reply.headers}
        start_response(f"{reply.status} Scripted", list(headers.items()))
        return [body]


def token_reply(access_token: str, **members: Any) -> Reply:
    """Returns a token response like Mosaic's; ``members`` override, None leaves one out."""
    answer = {"access_token": access_token, "token_type": "Bearer", "expires_in": 3600, "scope": "openid", **members}
    return Reply(200, {name: value for name, value in answer.items() if value is not None})
