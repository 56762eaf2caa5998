"""Alerts of 0.1, whose subject was one text, keep their meaning in 0005: a kind, links and a label."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from mosaic_clients.models import Alert, Environment, SigningKeySet
from mosaic_clients.services.alerts import signing_keys

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = "0004_client_alternative_names"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LEAF, ROOT = "l" * 43, "r" * 43


def _migrate_back() -> Any:
    """The models as they were before."""
    executor = MigrationExecutor(connection)
    executor.migrate([("mosaic_clients", BEFORE)])
    return executor.loader.project_state([("mosaic_clients", BEFORE)]).apps


def _migrate() -> None:
    """To the newest migration, whose models the code imports."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def old() -> Iterator[Any]:
    """The managers of the models of 0004; at the end the database is as the other tests need it."""
    apps = _migrate_back()
    yield lambda model: apps.get_model("mosaic_clients", model).objects
    _migrate()


@pytest.fixture
def owners(old: Any) -> dict[str, UUID]:
    """A client with a credential, its environment with signing keys, and a CA."""
    environment = old("Environment").create(name="production", base_url="https://api.example.test/cis")
    keys = old("SigningKeySet").create(environment=environment, failing_since=NOW, problem="Mosaic answers 503.")
    client = old("Client").create(name="payments", environment=environment, client_id="p", auth_method="x")
    credential = old("Credential").create(
        client=client, status="STAGED", kid="k" * 43, x5t_s256=LEAF, subject_dn="CN=p", created_at=NOW
    )
    authority = old("CertificateAuthority").create(
        name="issuing", not_before=NOW, not_after=NOW, leaf_lifetime=timedelta(1)
    )
    rows = {"environment": environment, "keys": keys, "client": client, "credential": credential, "ca": authority}
    return {name: row.pk for name, row in rows.items()}


def _sent(old: Any, subject: str, threshold: str) -> Any:
    return old("Alert").create(subject=subject, threshold=threshold, expires_at=NOW).pk


def _links(alert: Alert) -> dict[str, Any]:
    names = ("client_id", "credential_id", "certificate_authority_id", "environment_id")
    return {name.removesuffix("_id"): value for name in names if (value := getattr(alert, name))}


def test_old_alerts_get_kind_links_and_label(old: Any, owners: dict[str, UUID]) -> None:
    client, credential, environment = owners["client"], owners["credential"], owners["environment"]
    expiry, proof, keys = "certificate_expiry", "proof_overdue", "signing_keys"
    gone = f"A certificate of a deleted object ({LEAF[:12]}…)"
    cases: list[tuple[str, str, str, dict[str, Any]]] = [
        (f"{LEAF}:{client}", expiry, "A certificate of client payments", {"client": client, "credential": credential}),
        (f"{ROOT}:{client}", expiry, "An issuer in the chain of client payments", {"client": client}),
        (f"{ROOT}:{owners['ca']}", expiry, "Certificate authority issuing", {"certificate_authority": owners["ca"]}),
        (f"{ROOT}:{environment}", expiry, "The trusted CA of environment production", {"environment": environment}),
        (f"{LEAF}:{uuid4()}", expiry, gone, {}),
        ("of something else", expiry, "A certificate of a deleted object (of something…)", {}),
        (
            f"proof:{credential}", proof, f"The new credential {'k' * 12}… of client payments",
            {"client": client, "credential": credential},
        ),
        (f"proof:{uuid4()}", proof, "A deleted credential", {}),
        (
            f"signing-keys:{owners['keys']}:20260601T120000.000000", keys, "The signing keys of environment production",
            {"environment": environment},
        ),
        (f"signing-keys:{uuid4()}:20260601T120000.000000", keys, "A deleted environment", {}),
    ]  # fmt: skip
    pks = [_sent(old, subject, "7 d") for subject, *_ in cases]
    _migrate()
    for pk, (subject, kind, label, links) in zip(pks, cases, strict=True):
        alert = Alert.objects.get(pk=pk)
        assert (alert.kind, alert.subject_label, _links(alert)) == (kind, label, links)
        assert (alert.deduplication_key, alert.title) == (subject, f"{label}: 7 d")
        assert alert.fingerprint == (subject.partition(":")[0] if kind == expiry else "")


def test_what_was_sent_before_is_not_sent_again(old: Any, owners: dict[str, UUID], mailoutbox: list[Any]) -> None:
    _sent(old, f"signing-keys:{owners['keys']}:{NOW:%Y%m%dT%H%M%S.%f}", signing_keys.STOPPED)
    _migrate()
    assert signing_keys.send_due(NOW + timedelta(days=2)) == 0
    SigningKeySet.objects.update(failing_since=NOW + timedelta(days=1))  # another outage
    assert signing_keys.send_due(NOW + timedelta(days=2)) == 1
    assert Alert.objects.first().environment == Environment.objects.get()


def test_one_alert_a_key_and_threshold_holds_where_nothing_is_linked(old: Any) -> None:
    _sent(old, f"{LEAF}:{uuid4()}", "7 d")
    _migrate()
    row = Alert.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(deduplication_key=row.deduplication_key, threshold="7 d", expires_at=NOW)
    assert Alert.objects.count() == 1


def test_more_rows_than_one_chunk_are_filled(old: Any, owners: dict[str, UUID]) -> None:
    rows = old("Alert")
    rows.bulk_create(
        [rows.model(subject=f"{n:043}:{owners['client']}", threshold="7 d", expires_at=NOW) for n in range(501)]
    )
    _migrate()
    assert Alert.objects.filter(kind="certificate_expiry", client=owners["client"]).count() == 501


def test_migration_is_reversible_and_keeps_the_subject(old: Any, owners: dict[str, UUID]) -> None:
    subject = f"{LEAF}:{owners['client']}"
    _sent(old, subject, "7 d")
    _migrate()
    again = _migrate_back().get_model("mosaic_clients", "Alert").objects.get()
    assert (again.subject, again.threshold) == (subject, "7 d")
    _migrate()
    assert Alert.objects.get().client_id == owners["client"]
