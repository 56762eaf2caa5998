"""The columns of a usable environment, and one whose discovery document the test writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mosaic_clients.models import Environment
from mosaic_clients.sandbox import Sandbox
from tests.mosaic import Reply, ScriptedMosaic

GOOD = {"base_url": "https://mosaic.test/cis", "issuers": ["https://issuer.test"]}
WELL_KNOWN = "/cis/oidc/.well-known/openid-configuration"


@pytest.fixture
def publish(mosaic: Sandbox, scripted: ScriptedMosaic) -> Callable[..., None]:
    """Has the scripted Mosaic publish a discovery document with the sandbox's issuer."""

    def put(**members: Any) -> None:
        scripted.answers[WELL_KNOWN] = Reply(200, {"issuer": mosaic.issuer, **members})

    return put


@pytest.fixture
def elsewhere(scripted: ScriptedMosaic, environment: Environment) -> Environment:
    """The environment, with the scripted Mosaic instead of the sandbox."""
    scripted.take_over(environment)
    return environment
