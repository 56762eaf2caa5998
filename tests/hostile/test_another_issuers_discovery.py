"""A discovery document of an unknown issuer is read and shown, and never followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.core.errors import ConfigurationError
from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.environments import discovery
from mosaic_clients.services.environments import registry as environment_registry
from tests.mosaic import ACTOR, Reply, ScriptedMosaic
from tests.services.environments.conftest import WELL_KNOWN

pytestmark = pytest.mark.django_db

EVIL = "https://evil.test"


@pytest.fixture
def elsewhere(scripted: ScriptedMosaic, environment: Environment) -> Environment:
    scripted.take_over(environment)
    return environment


@pytest.fixture
def publish(mosaic: Sandbox, scripted: ScriptedMosaic) -> Callable[..., None]:
    def put(**members: Any) -> None:
        scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer, **members})

    return put


def test_document_of_another_issuer_is_stored_but_its_endpoints_are_not_used(
    elsewhere: Environment, publish: Callable[..., None]
) -> None:
    """RFC 8414 §3.3: its issuer must be ours. Otherwise a user's code would be sent to an attacker's endpoint."""
    publish(issuer=EVIL, token_endpoint=f"{EVIL}/token")
    before = elsewhere.endpoints
    with pytest.raises(ConfigurationError, match=r"https://evil\.test, which is not in"):
        discovery.discover(elsewhere, actor=ACTOR, use=True)
    elsewhere.refresh_from_db()
    assert (elsewhere.use_discovery, elsewhere.discovered, elsewhere.endpoints) == (False, {}, before)
    assert "not in the environment" in elsewhere.discovery_problem
    assert {each.what for each in discovery.discover(elsewhere, actor=ACTOR)} == {"issuer", "token endpoint"}
    elsewhere.use_discovery = True
    with pytest.raises(ConfigurationError, match="not in the environment"):
        environment_registry.check(elsewhere)


def test_document_in_use_is_not_replaced_by_that_of_another_issuer(
    mosaic: Sandbox, elsewhere: Environment, publish: Callable[..., None]
) -> None:
    publish(userinfo_endpoint=f"{mosaic.base_url}/oidc/me")
    discovery.discover(elsewhere, actor=ACTOR, use=True)
    publish(issuer=EVIL, userinfo_endpoint=f"{EVIL}/me")
    with pytest.raises(ConfigurationError):
        discovery.discover(elsewhere, actor=ACTOR)
    assert Environment.objects.get().endpoints.userinfo == f"{mosaic.base_url}/oidc/me"
