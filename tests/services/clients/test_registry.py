"""Adding, finding, changing and removing clients, together with their environments."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from mosaic_clients.core.errors import ConfigurationError, MaterialRefused, MoveRefused, UnknownName
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.services import validation
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.credentials import staging, transitions
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.rotation import publication
from tests.mosaic import ACTOR, RESOURCE
from tests.services.environments.conftest import GOOD

pytestmark = pytest.mark.django_db

CLIENT = {"client_id": "new.transmit", "auth_method": "self_signed_tls_client_auth"}


def test_find_returns_client_with_environment(payments: Client, environment: Environment) -> None:
    client = client_registry.find("payments")
    assert (client, client.environment) == (payments, environment)
    with pytest.raises(UnknownName, match="'unknown'"):
        client_registry.find("unknown")


@pytest.mark.parametrize(
    "values",
    [
        {"client_id": ""},
        {"client_id": " padded "},
        {"client_id": "x" * 201},
        {"auth_method": "client_secret_basic"},
        {"key_algorithm": "RSA-1024"},
        {"resource": "no-scheme"},
        {"resource": "https://a.test#fragment"},
        {"resource": "http://[::1"},
        {"resource": "https://a.test/a b"},
        {"resource": "https://a.test/\0"},
        {"publication": "management-api", "app_id": ""},
        {"publication": "carrier-pigeon"},
        {"fapi": True, "bound": False},
    ],
    ids=str,
)
def test_add_refuses_unusable_client(values: dict[str, Any], environment: Environment) -> None:
    with pytest.raises(ConfigurationError):
        client_registry.add("new", environment, actor=ACTOR, **{**CLIENT, **values})
    assert not Client.objects.exists()


def test_add_refuses_subject_that_is_no_dn(environment: Environment) -> None:
    with pytest.raises(MaterialRefused, match="RFC 4514"):
        client_registry.add("new", environment, actor=ACTOR, **CLIENT, subject="no DN")


@pytest.mark.parametrize("name", ["", "Upper", "two words", "-x", "x.", "a/b", "x" * 65, "naïve", "x\n"])
def test_add_refuses_name_unusable_in_url(name: str, environment: Environment) -> None:
    with pytest.raises(ConfigurationError, match="name"):
        client_registry.add(name, environment, actor=ACTOR, **CLIENT)


def test_add_refuses_duplicate_name_or_client_id(payments: Client, environment: Environment) -> None:
    with pytest.raises(ConfigurationError, match="already exists"):
        client_registry.add("payments", environment, actor=ACTOR, **CLIENT)
    with pytest.raises(ConfigurationError, match="already exists"):
        client_registry.add("new", environment, actor=ACTOR, **{**CLIENT, "client_id": payments.client_id})


def test_unique_constraint_refuses_name_added_concurrently(
    payments: Client, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process adds the same name between the check and the insert."""
    monkeypatch.setattr(Client, "full_clean", lambda self: None)
    with pytest.raises(ConfigurationError, match=r"'payments'.*already"):
        client_registry.add("payments", environment, actor=ACTOR, **CLIENT)
    monkeypatch.setattr(Environment, "full_clean", lambda self: None)
    with pytest.raises(ConfigurationError, match="'local' already"):
        environment_registry.add("local", actor=ACTOR, **GOOD)


def test_change_stores_named_columns_only_and_records_event(payments: Client, environment: Environment) -> None:
    payments.resource, payments.bound = "https://other.test", False
    client_registry.change(payments, ["resource"], actor=ACTOR)
    payments.refresh_from_db()
    assert (payments.resource, payments.bound) == ("https://other.test", True)
    assert Event.objects.get(kind="client_changed").detail == f"resource: {RESOURCE} → https://other.test"
    environment.audiences = ["me"]
    environment_registry.change(environment, ["audiences"], actor=ACTOR)
    environment.base_url = "http://plain.test"
    with pytest.raises(ConfigurationError, match="https"):
        environment_registry.change(environment, ["base_url"], actor=ACTOR)
    assert Event.objects.get(kind="environment_changed").detail == "audiences"


def test_remove_refuses_client_with_credentials_or_environment_with_clients(
    payments: Client, environment: Environment
) -> None:
    with pytest.raises(MoveRefused, match="has clients"):
        environment_registry.remove(environment, actor=ACTOR)
    credential = staging.stage(payments, actor=ACTOR)
    with pytest.raises(MoveRefused, match=f"Retire or revoke them first: {credential.kid}"):
        client_registry.remove(payments, actor=ACTOR)
    publication.confirm(payments, actor=ACTOR)
    transitions.revoke(payments, credential.kid, actor=ACTOR)
    with pytest.raises(MoveRefused, match="Mosaic still holds"):
        client_registry.remove(payments, actor=ACTOR)
    publication.confirm(payments, actor=ACTOR)
    client_registry.remove(payments, actor=ACTOR)
    assert [each.kid for each in Event.objects.filter(client_name="payments", kind="staged")] == [credential.kid]
    environment_registry.remove(environment, actor=ACTOR)
    removed = Event.objects.get(kind="client_removed")
    assert (removed.client, removed.client_name, removed.environment) == (None, "payments", None)
    assert not Environment.objects.exists()


def test_validation_error_becomes_one_line(db: None) -> None:
    assert validation.one_line(ValidationError(["one", "two"])) == "one two"
    assert validation.one_line(ValidationError({"name": ["short"], "__all__": ["odd"]})) == "name: short odd"
