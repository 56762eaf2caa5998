"""Three rotations in a row while a hundred requests a second go out: nobody who calls may notice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mosaic_clients.core.lifecycle import AuthMethod
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import rotation
from tests.flows.rotating import (
    ACTOR,
    Resource,
    Traffic,
    add_rotating,
    end_overlap,
    end_patience,
    manage,
    require_unharmed,
    steps,
)
from tests.mosaic import add_environment, held_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow(10)]

ROTATIONS = 3
TOKEN_LIFETIME = 15  # seconds: tokens are renewed all the time beside the rotations


@pytest.fixture
def hurried(transactional_db: None) -> Iterator[Sandbox]:
    """A Mosaic whose tokens live for moments."""
    with Sandbox(token_lifetime=TOKEN_LIFETIME) as running:
        yield running


@pytest.fixture
def managed(hurried: Sandbox) -> Environment:
    return manage(hurried, add_environment(hurried))


@pytest.fixture
def resource(hurried: Sandbox, managed: Environment) -> Iterator[Resource]:
    identity = hurried.server_identity
    with Resource(managed, identity.key_pem, identity.chain_pem) as running:
        yield running


def _held_kids(mosaic: Sandbox, client: Client) -> set[str]:
    return {key["kid"] for key in held_at(mosaic, client)["jwks"]["keys"]}


def test_a_self_signed_client_rotates_three_times_and_no_request_fails(
    hurried: Sandbox, managed: Environment, resource: Resource
) -> None:
    client = add_rotating(hurried, managed, AuthMethod.SELF_SIGNED, key_algorithm="RSA-2048")
    used = [client.credentials.active().get()]
    with Traffic(client.name, resource.url) as traffic:
        traffic.let_flow(50)
        for _ in range(ROTATIONS):
            old = used[-1]
            walk = rotation.rotate(client, actor=ACTOR, expected_kid=old.kid)
            assert steps(walk) == ["stage", "publish", "prove", "activate"]
            new = client.credentials.active().get()
            used.append(new)
            traffic.let_flow(100)
            assert steps(rotation.advance(client, actor=ACTOR)) == []  # the overlap lasts
            assert _held_kids(hurried, client) == {old.kid, new.kid}
            end_overlap(client)
            assert steps(rotation.advance(client, actor=ACTOR)) == ["retire", "withdraw"]
            assert _held_kids(hurried, client) == {new.kid}
            end_patience(client)
            assert steps(rotation.advance(client, actor=ACTOR)) == ["destroy"]
            traffic.let_flow(100)
    require_unharmed(traffic, resource)
    assert set(resource.certificates) == {credential.x5t_s256 for credential in used}


def test_a_ca_signed_client_rotates_three_times_and_no_request_fails(
    hurried: Sandbox, managed: Environment, resource: Resource
) -> None:
    client = add_rotating(hurried, managed, AuthMethod.CA_SIGNED)
    held = held_at(hurried, client)
    used = [client.credentials.active().get()]
    with Traffic(client.name, resource.url) as traffic:
        traffic.let_flow(50)
        for _ in range(ROTATIONS):
            walk = rotation.rotate(client, actor=ACTOR, expected_kid=used[-1].kid)
            assert steps(walk) == ["stage", "certify", "prove", "activate"]
            used.append(client.credentials.active().get())
            traffic.let_flow(100)
            assert steps(rotation.advance(client, actor=ACTOR)) == []
            end_overlap(client)
            assert steps(rotation.advance(client, actor=ACTOR)) == ["retire"]
            traffic.let_flow(100)
    require_unharmed(traffic, resource)
    assert set(resource.certificates) == {credential.x5t_s256 for credential in used}
    assert held_at(hurried, client) == held  # the same CA and DN: nothing was to be published
