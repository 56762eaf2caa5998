"""The denylist in memory: when a process reads the table again, and what it keeps while the database fails."""

from __future__ import annotations

import time
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from mosaic_clients.models import Environment, RevokedBearer
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.bearers import denylist, issuer_snapshot
from tests.services.bearers.denied_tokens import is_denied, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_reread(settings: Any, environment: Environment) -> None:
    """Read the database only every REREAD seconds, as in production."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    issuer_snapshot.invalidate()


def test_warm_path_causes_no_query(mosaic: Sandbox, long_reread: None) -> None:
    denylist.add(mosaic.mint(jti="other"), expires_at=None)
    token = mosaic.mint()
    assert [refusal(token), refusal(token)] == [None, None]  # the first one fetched the signing keys
    with CaptureQueriesContext(connection) as queries:
        assert refusal(token) is None
    assert len(queries) == 0


def test_other_process_refuses_denied_token_after_reread(
    mosaic: Sandbox, long_reread: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = mosaic.mint()
    assert refusal(token) is None
    monkeypatch.setattr(denylist, "invalidate", lambda: None)  # the revoking process invalidates only itself
    denylist.add(token, expires_at=None)
    assert refusal(token) is None
    later = time.monotonic() + 61
    monkeypatch.setattr(denylist.time, "monotonic", lambda: later)
    assert refusal(token) == "revoked"


@pytest.mark.django_db(transaction=True)
def test_this_process_refuses_denied_token_at_the_commit(mosaic: Sandbox, long_reread: None) -> None:
    token = mosaic.mint()
    assert refusal(token) is None
    denylist.add(token, expires_at=None)
    assert refusal(token) == "revoked"


def test_entry_committed_during_a_read_is_seen(
    mosaic: Sandbox, long_reread: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, read = mosaic.mint(), denylist._read_whole

    def read_then_add() -> Any:
        result = read()
        monkeypatch.setattr(denylist, "_read_whole", read)
        denylist.add(token, expires_at=None)
        denylist.invalidate()  # as the commit does
        return result

    monkeypatch.setattr(denylist, "_read_whole", read_then_add)
    is_denied(token)
    assert is_denied(token)


def test_newer_rows_are_read_without_reading_all(monkeypatch: pytest.MonkeyPatch, environment: Environment) -> None:
    monkeypatch.setattr(denylist, "_SMALL", 0)
    denylist.add("first", expires_at=None)
    assert is_denied("first")
    whole = Mock(wraps=denylist._read_whole)
    monkeypatch.setattr(denylist, "_read_whole", whole)
    denylist.add("second", expires_at=None)
    assert is_denied("first")
    assert is_denied("second")
    assert whole.call_count == 0
    RevokedBearer.objects.all().delete()
    later = time.monotonic() + 301
    monkeypatch.setattr(denylist.time, "monotonic", lambda: later)
    assert not is_denied("second")
    assert whole.call_count == 1


def test_database_is_queried_if_the_denylist_exceeds_memory_limit(
    monkeypatch: pytest.MonkeyPatch, environment: Environment
) -> None:
    monkeypatch.setattr(denylist, "MAX_DENIED", 2)
    for name in ("first", "second", "third"):
        denylist.add(name, expires_at=None)
    assert all(is_denied(name) for name in ("first", "second", "third"))
    assert not is_denied("fourth")


def test_denylist_is_kept_while_the_database_fails(
    mosaic: Sandbox, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    denylist.add("first", expires_at=None)
    assert is_denied("first")
    for reader in ("_read_whole", "_read_newer"):
        monkeypatch.setattr(denylist, reader, Mock(side_effect=DatabaseError("gone")))
    assert is_denied("first")
    assert not is_denied("second")
    denylist.invalidate()
    with pytest.raises(DatabaseError):
        is_denied("second")
