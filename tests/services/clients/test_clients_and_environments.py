"""Adding, finding, changing and removing clients and environments, and the status of a client."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from mosaic_clients.core.errors import ConfigurationError, MaterialRefused, MoveRefused, UnknownName
from mosaic_clients.models import Client, Environment, Event
from mosaic_clients.sandbox import ClientCA, Sandbox
from mosaic_clients.services import sessions, validation
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.clients.status import statuses
from mosaic_clients.services.credentials import activation, staging, transitions
from mosaic_clients.services.environments import registry as environment_registry
from mosaic_clients.services.rotation import publication
from tests.mosaic import ACTOR, RESOURCE, activate, publish

pytestmark = pytest.mark.django_db

CLIENT = {"client_id": "new.transmit", "auth_method": "self_signed_tls_client_auth"}
GOOD = {"base_url": "https://mosaic.test/cis", "issuers": ["https://issuer.test"]}


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


def test_validation_error_becomes_one_line(db: None) -> None:
    assert validation.one_line(ValidationError(["one", "two"])) == "one two"
    assert validation.one_line(ValidationError({"name": ["short"], "__all__": ["odd"]})) == "name: short odd"


def test_next_step_follows_rotation(mosaic: Sandbox, ledger: Client) -> None:
    def step() -> str:
        (status,) = statuses(datetime.now(UTC), only=ledger)
        return str(status.next_step)

    assert step() == "stage a credential"
    waiting = staging.stage(ledger, actor=ACTOR)
    assert step() == "have the CSR signed and attach the chain"
    staging.attach(ledger, ClientCA().issue(waiting.csr), actor=ACTOR)
    assert step() == "publish to Mosaic, then prove"
    publish(mosaic, ledger)
    assert step() == "prove"
    ledger.credentials.update(proven_at=datetime.now(UTC))
    assert step() == "activate"
    activation.activate(ledger, actor=ACTOR)
    assert step() == ""
    ledger.problem = "Mosaic refuses (HTTP 401)."
    ledger.save()
    assert step() == "check the connection"
    ledger.credentials.update(not_after=datetime.now(UTC))
    assert "expired" in step()


def test_status_counts_days_and_alive_tokens(mosaic: Sandbox, active: Client, ledger: Client) -> None:
    token_refresh.current(active)
    by_name = {status.client.name: status for status in statuses(datetime.now(UTC))}
    assert by_name["payments"].tokens_alive == 1
    assert by_name["payments"].days_left == 89
    assert (by_name["ledger"].days_left, by_name["ledger"].active) == (None, None)
    later = datetime.now(UTC) + timedelta(days=100)
    (status,) = statuses(later, only=active)
    assert (status.days_left, status.tokens_alive) == (-11, 0)


def test_each_identity_has_one_connection_pool(mosaic: Sandbox, active: Client, ledger: Client) -> None:
    environment, credential = active.environment, active.credentials.get()
    mine = sessions.session(environment, credential)
    assert sessions.session(environment, credential) is mine
    others = {sessions.session(environment), sessions.session(environment, activate(mosaic, ledger))}
    assert len(others | {mine}) == 3
    sessions.close(credential)
    assert sessions.session(environment, credential) is not mine
    environment.trusted_ca = ""
    assert sessions.session(environment, credential) is not sessions.session(active.environment)


def test_credential_without_certificate_never_uses_anonymous_session(ledger: Client) -> None:
    sessions.session(ledger.environment)
    waiting = staging.stage(ledger, actor=ACTOR)
    with pytest.raises(MoveRefused, match="no certificate"):
        sessions.session(ledger.environment, waiting)


def test_number_of_open_sessions_is_limited(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MAX_SESSIONS", 2)
    closed = []
    first = sessions.session(environment)
    monkeypatch.setattr(first, "close", lambda: closed.append(first))
    for allow_private in (False, True):
        environment.allow_private, environment.trusted_ca = allow_private, environment.trusted_ca + "\n"
        sessions.session(environment)
    assert closed == [first]
