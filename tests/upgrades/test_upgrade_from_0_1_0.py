"""A database of 0.1.0 migrates without loss and works through shell, Python API, REST and tasks."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
import pytest_django
from celery import current_app
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client as Browser

from mosaic_clients import tasks
from mosaic_clients.api import MosaicClient
from tests.clock import Clock
from tests.upgrades.conftest import Shell, Template
from tests.upgrades.databases import in_use

NEW_KEY = base64.urlsafe_b64encode(b"the-upgraded-databases-other-key").decode()
EVERY_STATUS = {"AWAITING_CERTIFICATE", "STAGED", "ACTIVE", "RETIRING", "RETIRED", "REVOKED"}
IN_KEY_SET = ("STAGED", "ACTIVE", "RETIRING")

REWRITTEN: dict[str, set[str]] = {"mosaic_clients_alert": {"subject"}}  # renamed by 0005
"""Columns by table that a later migration drops or rewrites, as the changelog says; none yet."""


def _model(name: str) -> Any:
    return apps.get_model("mosaic_clients", name)


def _rows(table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")
        return sorted(cursor.fetchall(), key=repr)


def _columns(table: str) -> list[str]:
    with closing(connection.cursor()) as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return sorted({column.name for column in described} - REWRITTEN.get(table, set()))


def test_migrate_keeps_every_row_and_column(
    template: Template, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        with in_use(template.old):
            columns = {table: _columns(table) for table in connection.introspection.table_names()}
            before = {table: _rows(table, names) for table, names in columns.items() if names}
        with in_use(template.migrated):
            after = {table: _rows(table, columns[table]) for table in before}
    assert sum(map(len, before.values())) > 300
    for table, rows in before.items():
        lost = [row for row in rows if row not in after[table]]
        assert not lost, (table, lost[:3])


def test_nothing_is_left_to_migrate(upgraded: None) -> None:
    call_command("migrate", check_unapplied=True, verbosity=0)
    call_command("makemigrations", "mosaic_clients", check_changes=True, dry_run=True, verbosity=0)


def test_dump_holds_every_state(upgraded: None) -> None:
    """Otherwise the other tests would check less than they claim."""
    credentials = list(_model("Credential").objects.all())
    assert {each.status for each in credentials} == EVERY_STATUS
    assert {bool(each.proven_at) for each in credentials if each.status == "STAGED"} == {True, False}
    assert {bool(each.private_key) for each in credentials if each.status == "RETIRED"} == {True, False}
    assert {each.status for each in _model("PendingGrant").objects.all()} == {
        *("PENDING", "GRANTED", "COLLECTED", "DENIED", "EXPIRED", "FAILED")
    }
    assert len({event.kind for event in _model("Event").objects.all()}) >= 30


def test_status_reports_what_0_1_0_reported(mosaic_shell: Shell, facts: dict[str, Any]) -> None:
    found = json.loads(mosaic_shell("status", "--json"))["clients"]
    for client in found:
        client |= {"problem": bool(client["problem"]), "next_step": bool(client["next_step"])}
    known = facts["status"][0].keys()
    assert [{name: client[name] for name in known} for client in found] == facts["status"]


def test_client_show_and_jwks_work_for_every_client(mosaic_shell: Shell) -> None:
    printed = 0
    for client in _model("Client").objects.all():
        shown = json.loads(mosaic_shell("client", "show", client.name, "--json"))
        kids = {each.kid for each in client.credentials.all()}
        assert {each["kid"] for each in shown["credentials"]} == kids
        published = {each.kid for each in client.credentials.filter(status__in=IN_KEY_SET)}
        if client.auth_method == "self_signed_tls_client_auth" and published:
            assert {key["kid"] for key in json.loads(mosaic_shell("jwks", client.name))["keys"]} == published
            printed += 1
    assert printed >= 10


def test_stored_access_token_is_served_without_a_request(upgraded: None, mosaic_shell: Shell) -> None:
    stored = _model("AccessToken").objects.get(client__name="payments")
    token = MosaicClient.named("payments").access_token()
    assert token.value == stored.unseal("value") == mosaic_shell("token", "payments").strip()
    assert token.expires_at == stored.expires_at


def _secrets() -> Iterator[tuple[Any, str]]:
    for model in apps.get_app_config("mosaic_clients").get_models():
        names = [each.name for each in model._meta.get_fields() if type(each).__name__ == "SealedTextField"]
        for row in model._default_manager.all():
            yield from ((row, name) for name in names if getattr(row, name))


def test_reseal_opens_every_secret(mosaic_shell: Shell, settings: Any, facts: dict[str, Any]) -> None:
    before = {(row._meta.label, row.pk, name): row.unseal(name) for row, name in _secrets()}
    assert len(before) >= 30
    assert {label for label, _, _ in before} == {
        *("mosaic_clients.AccessToken", "mosaic_clients.CertificateAuthority"),
        *("mosaic_clients.Credential", "mosaic_clients.PendingGrant"),
    }
    own = settings.MOSAIC_CLIENTS
    settings.MOSAIC_CLIENTS = {**own, "ENCRYPTION_KEYS": (NEW_KEY, facts["encryption_key"])}
    assert str(len(before)) in mosaic_shell("reseal")
    settings.MOSAIC_CLIENTS = {**own, "ENCRYPTION_KEYS": (NEW_KEY,)}
    assert {(row._meta.label, row.pk, name): row.unseal(name) for row, name in _secrets()} == before


def test_stored_signing_keys_verify_a_bearer_and_the_denylist_refuses_one(
    upgraded: None, facts: dict[str, Any]
) -> None:
    living, revoked = (
        Browser().get("/api/whoami", headers={"Authorization": f"Bearer {facts['bearers'][name]}"})
        for name in ("living", "revoked")
    )
    assert living.status_code == 200, living.content
    assert living.json() == {
        "subject": "caller",
        "client_id": "caller",
        "scopes": ["openid", "payments:write"],
        "bound": False,
    }
    assert revoked.status_code == 401
    assert Browser().get("/readyz").status_code == 200


def test_granted_request_is_collected_once(upgraded: None, facts: dict[str, Any]) -> None:
    logins = MosaicClient.named("logins")
    tokens = logins.collect(facts["grants"]["GRANTED"])
    assert tokens is not None
    assert tokens.access_token.count(".") == 2
    with pytest.raises(Exception, match="collected already"):
        logins.collect(facts["grants"]["GRANTED"])
    assert logins.collect(facts["grants"]["PENDING"]) is None


def test_schedule_rows_name_registered_tasks(upgraded: None) -> None:
    rows = apps.get_model("django_celery_beat", "PeriodicTask").objects.filter(name__startswith="mosaic_clients.")
    assert rows.count() >= 8
    for row in rows:
        assert row.enabled
        assert row.task in current_app.tasks


def test_tasks_process_the_stored_rows(upgraded: None, clock: Clock, facts: dict[str, Any]) -> None:
    """A poll fails because Mosaic does not answer; expired rows are deleted."""
    grants, revoked = _model("PendingGrant").objects, _model("RevokedBearer").objects
    clock.move(60)
    tasks.poll_pending_grant(facts["grants"]["PENDING"])
    row = grants.get(pk=facts["grants"]["PENDING"])
    assert (row.status, bool(row.problem)) == ("PENDING", True)
    clock.move(3600)
    assert revoked.count() == 2
    tasks.prune_revoked_bearers()
    assert revoked.count() == 1
    tasks.poll_pending_grants()
    assert not grants.filter(pk=facts["grants"]["GRANTED"]).exists()
    assert datetime.fromisoformat(facts["now"]) < clock.now()
