"""Clients that rotate without an operator: pushed through the client API with a management client's token."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.issuing import authorities
from mosaic_clients.services.rotation import runner as rotation_runner
from tests.mosaic import activate, add_client
from tests.services.encryption_keys import ring, sealed
from tests.services.rotation.model.imaginary import clock, imaginary

__all__ = ["clock", "imaginary", "ring", "sealed"]

ACTOR = "olivia"


@pytest.fixture
def managed(mosaic: Sandbox, environment: Environment) -> Environment:
    """An environment with a management client for the client API."""
    environment.management_client = add_client(mosaic, environment, "manager")
    activate(mosaic, environment.management_client)
    environment.save()
    return environment


@pytest.fixture
def self_signed(mosaic: Sandbox, managed: Environment) -> Client:
    """An active self-signed client that is published through the client API."""
    client = add_client(mosaic, managed, "rotating")
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert run.failure is None
    return client


@pytest.fixture
def ca_signed(mosaic: Sandbox, managed: Environment) -> Client:
    """An active CA-signed client whose CSRs a CA in the database signs."""
    authority = authorities.add_authority(
        "issuing",
        subject_dn="CN=Issuing CA",
        lifetime=timedelta(days=3650),
        leaf_lifetime=timedelta(days=90),
        actor=ACTOR,
    )
    client = add_client(mosaic, managed, "rotating-ca", AuthMethod.CA_SIGNED, certificate_authority=authority)
    run = rotation_runner.rotate(client, actor=ACTOR)
    assert run.failure is None
    return client
