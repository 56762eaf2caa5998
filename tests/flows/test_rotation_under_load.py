"""Three rotations during a hundred requests a second, none of which may fail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.flows.rotating import (
    ACTOR,
    Resource,
    Traffic,
    add_rotating,
    end_overlap,
    let_renew,
    make_retired_keys_old,
    manage,
    require_unharmed,
    steps,
)
from tests.mosaic import add_environment, configuration_at_mosaic

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(12)]

ROTATIONS = 3
TOKEN_LIFETIME = 15  # seconds: on a slow machine, tokens are also renewed because of their age


@pytest.fixture
def short_lived(transactional_db: None) -> Iterator[Sandbox]:
    """A Mosaic with a short token lifetime."""
    with Sandbox(token_lifetime=TOKEN_LIFETIME) as running:
        yield running


@pytest.fixture
def managed(short_lived: Sandbox) -> Environment:
    return manage(short_lived, add_environment(short_lived))


@pytest.fixture
def resource(short_lived: Sandbox, managed: Environment) -> Iterator[Resource]:
    identity = short_lived.server_identity
    with Resource(managed, identity.key_pem, identity.chain_pem) as running:
        yield running


def _held_kids(mosaic: Sandbox, client: Client) -> set[str]:
    return {key["kid"] for key in configuration_at_mosaic(mosaic, client)["jwks"]["keys"]}


def test_self_signed_client_rotates_three_times_and_no_request_fails(
    short_lived: Sandbox, managed: Environment, resource: Resource
) -> None:
    client = add_rotating(short_lived, managed, AuthMethod.SELF_SIGNED, key_algorithm="RSA-2048")
    credentials = [client.credentials.active().get()]
    with Traffic(client.name, resource.url) as traffic:
        traffic.let_flow(20)
        for _ in range(ROTATIONS):
            old = credentials[-1]
            run = rotation_runner.rotate(client, actor=ACTOR, expected_kid=old.kid)
            assert steps(run) == ["stage", "publish", "prove", "activate"]
            new = client.credentials.active().get()
            credentials.append(new)
            traffic.let_flow(20)
            let_renew(client, client.resource)
            traffic.let_flow(20)
            assert steps(rotation_runner.advance(client, actor=ACTOR)) == []  # the overlap is not over
            assert _held_kids(short_lived, client) == {old.kid, new.kid}
            end_overlap(client)
            assert steps(rotation_runner.advance(client, actor=ACTOR)) == ["retire", "withdraw"]
            assert _held_kids(short_lived, client) == {new.kid}
            make_retired_keys_old(client)
            assert steps(rotation_runner.advance(client, actor=ACTOR)) == ["destroy"]
            traffic.let_flow(40)
    require_unharmed(traffic, resource)
    assert set(resource.certificates) == {credential.x5t_s256 for credential in credentials}


def test_ca_signed_client_rotates_three_times_and_no_request_fails(
    short_lived: Sandbox, managed: Environment, resource: Resource
) -> None:
    client = add_rotating(short_lived, managed, AuthMethod.CA_SIGNED)
    registered = configuration_at_mosaic(short_lived, client)
    credentials = [client.credentials.active().get()]
    with Traffic(client.name, resource.url) as traffic:
        traffic.let_flow(20)
        for _ in range(ROTATIONS):
            run = rotation_runner.rotate(client, actor=ACTOR, expected_kid=credentials[-1].kid)
            assert steps(run) == ["stage", "certify", "prove", "activate"]
            credentials.append(client.credentials.active().get())
            traffic.let_flow(20)
            let_renew(client, client.resource)
            traffic.let_flow(20)
            assert steps(rotation_runner.advance(client, actor=ACTOR)) == []
            end_overlap(client)
            assert steps(rotation_runner.advance(client, actor=ACTOR)) == ["retire"]
            traffic.let_flow(40)
    require_unharmed(traffic, resource)
    assert set(resource.certificates) == {credential.x5t_s256 for credential in credentials}
    assert configuration_at_mosaic(short_lived, client) == registered  # the same CA and DN: no publication was needed
