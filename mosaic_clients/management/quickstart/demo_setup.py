"""Creates an environment and two clients, and takes a credential of each from staged to active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.management.base import CommandError

from mosaic_clients import conf
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.core.rotation.publication_method import PublicationMethod
from mosaic_clients.management.quickstart.progress import Progress
from mosaic_clients.models import CertificateAuthority, Client, Credential, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import sessions
from mosaic_clients.services.credentials import activation, proving, staging
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.issuing.registry import issuer_of
from mosaic_clients.services.rotation import publication
from mosaic_clients.transport.client_api import ClientAPI

ACTOR = "quickstart"
ENVIRONMENT = "quickstart"
AUTHORITY = "quickstart"
RESOURCE = "https://payments.example"
CLIENTS = {"payments": AuthMethod.SELF_SIGNED, "ledger": AuthMethod.CA_SIGNED}


def require_names_free() -> None:
    """Raises CommandError if another environment has a client with one of the names that the demo uses."""
    conflict = Client.objects.filter(name__in=CLIENTS).exclude(environment__name=ENVIRONMENT).first()
    if conflict is not None:
        raise CommandError(
            f"There is a client {conflict.name!r} in the environment {conflict.environment.name!r}, which is not the "
            "quickstart's. Rename or remove that client first."
        )


@dataclass(frozen=True, slots=True)
class DemoSetup:
    """Does the operator's steps against a running sandbox. Continues where an earlier run stopped."""

    sandbox: Sandbox
    progress: Progress

    def run(self) -> list[Client]:
        """Gives every client an active credential and prints each step."""
        environment = self._environment()
        clients = [self._client(environment, name, method) for name, method in CLIENTS.items()]
        for client in clients:
            self._activate(client)
        return clients

    def _environment(self) -> Environment:
        values = {
            "base_url": self.sandbox.base_url,
            "issuers": [self.sandbox.issuer],
            "audiences": [RESOURCE],
            "trusted_ca": self.sandbox.trusted_ca,
            "allow_private": True,
        }
        environment = Environment.objects.filter(name=ENVIRONMENT).first()
        if environment is None:
            environment = environment_registry.add(ENVIRONMENT, actor=ACTOR, **values)
        else:
            for column, value in values.items():
                setattr(environment, column, value)
            environment.save()
        self.progress.done(f"environment {ENVIRONMENT}: {environment.base_url}")
        return environment

    def _client(self, environment: Environment, name: str, method: AuthMethod) -> Client:
        client, created = Client.objects.get_or_create(
            name=name,
            environment=environment,
            defaults={
                "certificate_authority": _authority() if method is AuthMethod.CA_SIGNED else None,
                "client_id": f"{name}.sandbox",
                "auth_method": method.value,
                "app_id": self.sandbox.app_id,
                "publication": PublicationMethod.CLIENT_API.value,
                "resource": RESOURCE,
                "bound": True,
            },
        )
        self.sandbox.add_client(client.client_id, method, bound=True, resources=[RESOURCE], name=name)
        self.progress.done(f"{name}: client {'registered' if created else 'exists'} ({method})")
        return client

    def _activate(self, client: Client) -> None:
        active = client.credentials.active().first()
        if active is not None and not client.credentials.pending().exists():
            self.progress.done(f"{client.name}: credential {active.kid[:12]}… is active from an earlier run")
            return
        credential = self._stage(client)
        self.progress.done(f"{client.name}: staged {credential.kid[:12]}… ({credential.subject_dn})")
        publication.push(client, self._client_api(client), actor=ACTOR)
        material = "JWKS" if client.method is AuthMethod.SELF_SIGNED else "chain and subject DN"
        self.progress.done(f"{client.name}: published its {material} to Mosaic")
        proving.prove(client, actor=ACTOR)
        self.progress.done(f"{client.name}: proven, Mosaic issued a token for the staged certificate")
        activation.activate(client, actor=ACTOR)
        self.progress.done(f"{client.name}: activated")

    def _stage(self, client: Client) -> Credential:
        credential = client.credentials.pending().first() or staging.stage(client, actor=ACTOR)
        if credential.state is CredentialStatus.AWAITING_CERTIFICATE:
            chain = issuer_of(client).certify(credential.csr)
            credential = staging.attach(client, chain or "", actor=ACTOR)
        return credential

    def _client_api(self, client: Client) -> ClientAPI:
        environment = client.environment
        return ClientAPI(
            sessions.session(environment),
            environment.endpoints.client_api,
            self.sandbox.portal_token,
            conf.current().limits,
        )


def _authority() -> CertificateAuthority:
    """Returns the CA of the CA-signed client and creates it if necessary. It also signs later rotations."""
    existing = CertificateAuthority.objects.filter(name=AUTHORITY).first()
    return existing or authorities.add_authority(
        AUTHORITY,
        subject_dn="CN=Quickstart CA",
        lifetime=timedelta(days=3650),
        leaf_lifetime=timedelta(days=90),
        actor=ACTOR,
    )
