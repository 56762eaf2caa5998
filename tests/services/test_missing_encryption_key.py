"""An encryption key that stored secrets need and that is not on the ring is reported at every start (E008)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import checks as django_checks
from django.db import OperationalError, ProgrammingError, connection

from mosaic_clients import checks
from mosaic_clients.models import Client, Credential
from mosaic_clients.services import resealing
from tests.services.encryption_keys import NEW, OLD, OLD_ID


def test_e008_names_missing_key_with_remedy(sealed: Client, ring: Any) -> None:
    assert checks.check_stored_keys(None) == []
    ring(NEW)
    (message,) = checks.check_stored_keys(None)
    assert (message.id, OLD_ID in message.msg, message.is_serious()) == ("mosaic_clients.E008", True, True)
    assert "ENCRYPTION_KEYS" in str(message.hint)
    assert not any(key in message.msg + str(message.hint) for key in (OLD, NEW))
    ring(NEW, OLD)
    assert checks.check_stored_keys(None) == []


def test_e008_runs_at_every_start(sealed: Client, ring: Any) -> None:
    ring(NEW)
    ids = [message.id for message in django_checks.run_checks(tags=["mosaic"])]
    assert ids == ["mosaic_clients.E008"]


def test_e008_is_silent_when_ring_is_invalid(sealed: Client, ring: Any) -> None:
    ring("short")
    assert checks.check_stored_keys(None) == []


@pytest.mark.parametrize("error", [OperationalError("could not connect"), ProgrammingError("no such relation")])
def test_e008_is_silent_without_database(error: Exception, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> set[str]:
        raise error

    monkeypatch.setattr(resealing, "key_ids_in_use", fails)
    assert checks.check_stored_keys(None) == []


def test_e008_is_silent_before_migration(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Credential._meta, "db_table", "not_migrated_yet")
    assert checks.check_stored_keys(None) == []
    with connection.cursor() as cursor:  # the connection is still usable
        cursor.execute("SELECT 1")
