"""Tests database constraints, querysets and small methods of the models."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from mosaic_clients.core.rotation.lifecycle import CredentialStatus
from mosaic_clients.models import AccessToken, Client, Credential, Environment, SigningKeySet
from mosaic_clients.models.environment import default_algorithms, default_audiences, default_token_types
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from mosaic_clients.services.credentials import staging
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from tests.mosaic import ACTOR, stage

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


def add(client: Client, status: str, kid: str) -> Credential:
    with transaction.atomic():
        return Credential.objects.create(client=client, status=status, kid=kid, created_at=NOW)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ACTIVE", "ACTIVE"),
        ("STAGED", "STAGED"),
        ("AWAITING_CERTIFICATE", "AWAITING_CERTIFICATE"),
        ("STAGED", "AWAITING_CERTIFICATE"),
    ],
)
def test_client_has_at_most_one_active_and_one_pending_credential(first: str, second: str, payments: Client) -> None:
    credential = add(payments, first, "first")
    with pytest.raises(IntegrityError):
        add(payments, second, "second")
    other = add(payments, "RETIRING", "third")
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.filter(pk=other.pk).update(status=second)
    assert Credential.objects.get(status=first) == credential


def test_clients_can_have_many_ended_credentials(payments: Client, ledger: Client) -> None:
    for status in ("RETIRING", "RETIRED", "REVOKED"):
        add(payments, status, f"{status}-1")
        add(payments, status, f"{status}-2")
    add(payments, "ACTIVE", "a")
    add(payments, "STAGED", "s")
    add(ledger, "ACTIVE", "a")
    assert Credential.objects.count() == 9


def test_key_is_unique_per_client(payments: Client, ledger: Client) -> None:
    add(payments, "RETIRED", "same")
    add(ledger, "RETIRED", "same")
    with pytest.raises(IntegrityError):
        add(payments, "ACTIVE", "same")


def test_token_row_is_unique_per_client_and_resource(payments: Client) -> None:
    AccessToken.objects.create(client=payments, resource="urn:a", due_at=NOW)
    AccessToken.objects.create(client=payments, resource="", due_at=NOW)
    with pytest.raises(IntegrityError):
        AccessToken.objects.create(client=payments, resource="urn:a", due_at=NOW)


def test_client_id_is_unique_per_environment(payments: Client, mosaic: Sandbox) -> None:
    values: dict[str, Any] = {"client_id": payments.client_id, "auth_method": "tls_client_auth"}
    other_environment = Environment.objects.create(name="other", base_url="https://other.test")
    Client.objects.create(name="twin", environment=other_environment, **values)
    with pytest.raises(IntegrityError):
        Client.objects.create(name="third", environment=payments.environment, **values)


def test_client_and_environment_with_records_are_protected(active: Client) -> None:
    token_refresh.current(active)
    with pytest.raises(ProtectedError):
        active.delete()
    with pytest.raises(ProtectedError):
        active.environment.delete()
    active.credentials.get().delete()
    assert active.access_tokens.get().credential is None


def test_credential_querysets_select_by_status_and_expiry(mosaic: Sandbox, active: Client, ledger: Client) -> None:
    staged = stage(mosaic, active)
    awaiting = staging.stage(ledger, actor=ACTOR)
    in_use = active.credentials.active().get()
    everything = Credential.objects.all()
    assert list(active.credentials.in_key_set()) == [in_use, staged]
    assert list(everything.staged()) == [staged]
    assert set(everything.pending()) == {staged, awaiting}
    assert set(everything.expiring_before(NOW + timedelta(days=91))) == {in_use, staged}
    assert not everything.expiring_before(NOW + timedelta(days=80))


def test_token_is_due_if_unclaimed_and_credential_is_active(active: Client, payments: Client) -> None:
    row = active.access_tokens.get()
    later = NOW + timedelta(minutes=1)

    def is_due(**columns: Any) -> bool:
        defaults = {"due_at": NOW, "claimed_until": None}
        AccessToken.objects.filter(pk=row.pk).update(**{**defaults, **columns})
        return list(AccessToken.objects.due(later)) == [row]

    assert is_due()
    assert is_due(claimed_until=later)
    assert not is_due(claimed_until=later + timedelta(seconds=1))
    assert not is_due(due_at=later + timedelta(seconds=1))
    for status in set(CredentialStatus) - {CredentialStatus.ACTIVE}:
        active.credentials.update(status=status)
        assert not is_due()


def test_token_is_alive_until_two_seconds_before_expiry() -> None:
    token = AccessToken(value="v1.key.sealed", obtained_at=NOW - timedelta(hours=1), expires_at=NOW)
    assert token.is_alive(NOW - timedelta(seconds=3))
    assert not token.is_alive(NOW - timedelta(seconds=1))
    assert not token.is_alive(NOW)
    assert not AccessToken(value="", expires_at=NOW).is_alive(NOW - timedelta(days=1))
    assert not AccessToken(value="v1.key.sealed").is_alive(NOW)


def test_str_describes_row(mosaic: Sandbox, active: Client) -> None:
    credential, token = active.credentials.get(), active.access_tokens.get()
    signing_key_refresh.refresh(active.environment)
    assert str(credential) == f"payments {credential.kid[:12]}… (ACTIVE)"
    assert str(token) == "payments → https://payments.test"
    assert str(AccessToken(client=active)) == "payments → default resource"
    assert str(SigningKeySet.objects.get()) == "signing keys of local"
    assert str(active.environment) == "local"


def test_new_environment_accepts_documented_values() -> None:
    assert default_audiences() == ["userid-api"]
    assert default_algorithms() == ["RS256", "PS256"]
    assert default_token_types() == ["at+jwt", "JWT"]


@pytest.mark.parametrize(
    ("client_id", "subject"),
    [
        ("plain", "CN=plain"),
        ("a,b+c", "CN=a\\,b\\+c"),
        ("#lead", "CN=\\#lead"),
        (' quote"', 'CN=\\ quote\\"'),
        ("x" * 100, "CN=" + "x" * 64),
    ],
)
def test_default_subject_escapes_client_id(client_id: str, subject: str, ledger: Client) -> None:
    ledger.client_id = client_id
    assert ledger.wanted_subject == subject
    assert staging.stage(ledger, actor=ACTOR).subject_dn == subject
