"""Three rotations under load against npm oidc-provider, where an operator registers each new key late, manually."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

import pytest
from django.db import connection

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.core.errors import MosaicRefusal
from mosaic_clients.core.pki.chains import dump_chain, parse_certificates
from mosaic_clients.models import Client, Environment
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.rotation import publication
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.flows.rotating import (
    ACTOR,
    Resource,
    Traffic,
    add_authority,
    end_overlap,
    let_renew,
    require_unharmed,
    steps,
)
from tests.interop.conftest import ProviderFactory
from tests.interop.pki import CertificateAuthority
from tests.interop.provider import OidcProvider
from tests.waiting import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(11)]

ROTATIONS = 3
TOKEN_LIFETIME = 5  # seconds: tokens are renewed continuously during the rotations
LATE = 0.4  # seconds until the operator registers a new key


@pytest.fixture(scope="module")
def provider(run_provider: ProviderFactory) -> Iterator[OidcProvider]:
    with run_provider(access_token_ttl=TOKEN_LIFETIME) as server:
        yield server


@pytest.fixture
def environment(transactional_db: None, provider: OidcProvider, proxy_ca: CertificateAuthority) -> Environment:
    return environment_registry.add(
        "interop",
        actor=ACTOR,
        base_url=provider.base_url,
        issuers=[provider.issuer],
        trusted_ca=provider.ca_file.read_text() + proxy_ca.anchors_pem,
        allow_private=True,
    )


@pytest.fixture
def resource(environment: Environment, proxy_ca: CertificateAuthority) -> Iterator[Resource]:
    server = proxy_ca.server()
    with Resource(environment, server.private_key, server.chain) as running:
        yield running


@dataclass
class Operator:
    """Registers what the product asks for, a little late, and never confirms the publication."""

    provider: OidcProvider
    client: Client
    registered: list[dict[str, Any]] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(10)

    @property
    def kids(self) -> set[str]:
        """The keys that the provider holds."""
        return {key["kid"] for key in self.registered[-1]["jwks"]["keys"]} if self.registered else set()

    def _run(self) -> None:
        try:
            while not self._stopping.wait(0.02):
                wanted = self._wanted()
                if wanted and [wanted] != self.registered[-1:]:
                    time.sleep(LATE)
                    self.provider.register(self.client.client_id, **wanted)
                    self.registered.append(wanted)
        finally:
            connection.close()

    def _wanted(self) -> dict[str, Any]:
        if not self.client.credentials.in_key_set().exists():
            return {}
        method = {"token_endpoint_auth_method": self.client.auth_method}
        if self.client.method is AuthMethod.SELF_SIGNED:
            return method | {"jwks": publication.key_set(self.client)}
        # The issuers and the subject do not change from one certificate to the next.
        return method | {
            "tls_client_auth_subject_dn": publication.subject_dn(self.client),
            "tls_client_auth_certificate_chain": dump_chain(parse_certificates(publication.chain(self.client))[1:]),
        }


def _add(provider: OidcProvider, environment: Environment, method: AuthMethod, **values: Any) -> Client:
    name = f"rotating-{uuid4().hex[:4]}"
    defaults = {"client_id": f"{name}.transmit", "auth_method": method.value, "key_algorithm": "EC-P256", "bound": True}
    return client_registry.add(name, environment, actor=ACTOR, **defaults | values)


def _advance(client: Client) -> bool:
    """Advance as the beat does when the next try is due; returns whether the rotation is complete."""
    Client.objects.filter(pk=client.pk).update(retry_at=None)
    rotation_runner.advance(client, actor="worker")
    return not client.credentials.pending().exists()


def test_self_signed_client_rotates_three_times_and_no_request_fails(
    provider: OidcProvider, environment: Environment, resource: Resource
) -> None:
    client = _add(provider, environment, AuthMethod.SELF_SIGNED, key_algorithm="RSA-2048")
    with Operator(provider, client) as operator:
        rotation_runner.rotate(client, actor=ACTOR)
        wait_until(lambda: _advance(client), "the first credential")
        with Traffic(client.name, resource.url) as traffic:
            for _ in range(ROTATIONS):
                old = client.credentials.active().get()
                run = rotation_runner.rotate(client, actor=ACTOR, expected_kid=old.kid)
                assert [step.step for step in run.done] == ["stage"]
                assert isinstance(run.failure, MosaicRefusal)  # the key is not registered yet
                assert token_refresh.current(client).credential == old
                wait_until(lambda: _advance(client), "the proof")
                new = client.credentials.active().get()
                assert operator.kids == {old.kid, new.kid}
                let_renew(client, client.resource)
                traffic.let_flow(30)
                assert steps(rotation_runner.advance(client, actor=ACTOR)) == []
                assert operator.kids == {old.kid, new.kid}
                end_overlap(client)
                assert steps(rotation_runner.advance(client, actor=ACTOR)) == ["retire"]
                wait_until(lambda kid=new.kid: operator.kids == {kid}, "the removal of the old key")
                publication.confirm(client, actor=ACTOR)
                traffic.let_flow(30)
    assert len(resource.certificates) == ROTATIONS + 1
    require_unharmed(traffic, resource)


def test_ca_signed_client_rotates_three_times_and_no_request_fails(
    provider: OidcProvider, environment: Environment, resource: Resource
) -> None:
    client = _add(
        provider,
        environment,
        AuthMethod.CA_SIGNED,
        subject="CN=payments,O=Bank \\, Ltd,C=DE",
        certificate_authority=add_authority(),
    )
    with Operator(provider, client) as operator:
        rotation_runner.rotate(client, actor=ACTOR)
        wait_until(lambda: _advance(client), "the first credential")
    (registered,) = operator.registered
    assert registered["tls_client_auth_certificate_chain"].count("BEGIN") == 1  # the CA's own
    with Traffic(client.name, resource.url) as traffic:
        for _ in range(ROTATIONS):
            run = rotation_runner.rotate(client, actor=ACTOR)  # the same CA and DN: no registration is needed
            assert steps(run) == ["stage", "certify", "prove", "activate"]
            let_renew(client, client.resource)
            traffic.let_flow(40)
            end_overlap(client)
            assert steps(rotation_runner.advance(client, actor=ACTOR)) == ["retire"]
            traffic.let_flow(30)
    assert len(resource.certificates) == ROTATIONS + 1
    require_unharmed(traffic, resource)
