"""Adding and finding environments: what is refused, and which certificates of a trusted CA are kept."""

from __future__ import annotations

from typing import Any

import pytest

from mosaic_clients.core.errors import ConfigurationError, UnknownName
from mosaic_clients.models import Environment, Event
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.environments import registry as environment_registry
from tests.mosaic import ACTOR
from tests.services.environments.conftest import GOOD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"base_url": "http://mosaic.test/cis"},
        {"base_url": "https://user:pw@mosaic.test/cis"},
        {"base_url": "https://mosaic.test/cis?x"},
        {"base_url": "https://mosaic.test/" + "x" * 500},
        {"endpoint_overrides": {"token": "oidc/token"}},
        {"endpoint_overrides": {"token": "//elsewhere.test/token"}},
        {"endpoint_overrides": {"token": "http://elsewhere.test/token"}},
        {"endpoint_overrides": {"tokens": "/oidc/token"}},
        {"endpoint_overrides": {"token": ["/oidc/token"]}},
        {"endpoint_overrides": ["/oidc/token"]},
        {"issuers": []},
        {"issuers": "https://issuer.test"},
        {"issuers": [""]},
        {"issuers": [" https://issuer.test"]},
        {"issuers": [7]},
        {"audiences": []},
        {"audiences": {"a": 1}},
        {"algorithms": ["HS256"]},
        {"algorithms": ["none"]},
        {"algorithms": []},
        {"token_types": ["logout+jwt"]},
        {"trusted_ca": "no PEM"},
        {"name": "No Name"},
    ],
    ids=str,
)
def test_add_refuses_unusable_or_unsafe_environment(values: dict[str, Any], db: None) -> None:
    columns = {"name": "new", **GOOD, **values}
    with pytest.raises(ConfigurationError):
        environment_registry.add(columns.pop("name"), actor=ACTOR, **columns)
    assert not Environment.objects.exists()
    assert not Event.objects.exists()


def test_find_returns_environment_or_lists_known_names(db: None) -> None:
    with pytest.raises(UnknownName, match="none yet"):
        environment_registry.find("eu")
    added = environment_registry.add("eu", actor=ACTOR, **GOOD)
    assert environment_registry.find("eu") == added
    with pytest.raises(UnknownName, match="Known: eu"):
        environment_registry.find("us")


def test_trusted_ca_is_reduced_to_certificates(mosaic: Sandbox, db: None) -> None:
    key = mosaic.server_identity.key_pem
    with pytest.raises(ConfigurationError, match="trusted CA") as refusal:
        environment_registry.add("new", actor=ACTOR, **GOOD, trusted_ca=mosaic.trusted_ca + key)
    assert "PRIVATE" not in str(refusal.value)
    added = environment_registry.add("new", actor=ACTOR, **GOOD, trusted_ca="some words\n" + mosaic.trusted_ca)
    assert added.trusted_ca == mosaic.trusted_ca
