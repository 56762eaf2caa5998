"""Access tokens: fetched when they are due, each by one caller, and served while they are alive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from mosaic_clients.core.errors import MoveRefused, NoAccessToken, ParameterRefused
from mosaic_clients.models import Client
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services.access_tokens import refresh as token_refresh
from tests.mosaic import ACTOR, RESOURCE, TOKEN, counting
from tests.services.access_tokens.aging import age, now

pytestmark = pytest.mark.django_db


def test_current_fetches_first_token_and_returns_it_again(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts:
        first, second = token_refresh.current(active), token_refresh.current(active)
    assert request_counts[TOKEN] == 1
    assert first == second
    assert timedelta(minutes=59) < first.expires_at - now() <= timedelta(hours=1)
    assert first.scope == "openid"
    assert first.value not in repr(first)


def test_current_renews_token_before_it_expires(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    row = active.access_tokens.get()
    assert timedelta(minutes=52) < row.due_at - now() <= timedelta(minutes=59)
    age(active, due_at=now())
    with counting(mosaic) as request_counts:
        assert token_refresh.current(active).value != old.value
    assert request_counts[TOKEN] == 1


def test_force_fetches_new_token_while_old_one_is_alive(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as request_counts:
        assert token_refresh.current(active, force=True).value != old.value
    assert request_counts[TOKEN] == 1


def test_refresh_makes_no_call_when_not_due_unless_forced(mosaic: Sandbox, active: Client) -> None:
    token_refresh.current(active)
    row = active.access_tokens.get()
    with counting(mosaic) as request_counts:
        token_refresh.refresh(row.pk, actor=ACTOR)
    assert not request_counts
    with counting(mosaic) as request_counts:
        token_refresh.refresh(row.pk, actor=ACTOR, force=True)
    assert request_counts[TOKEN] == 1


def test_each_resource_has_its_own_token(mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts:
        own, other = token_refresh.current(active), token_refresh.current(active, f"{RESOURCE}/other")
        plain = token_refresh.current(active, "")
    assert request_counts[TOKEN] == 3
    assert len({own.value, other.value, plain.value}) == 3
    assert set(active.access_tokens.values_list("resource", flat=True)) == {"", RESOURCE, f"{RESOURCE}/other"}


@pytest.mark.parametrize(
    "resource", ["no uri", "https://a.test/#b", "a\0b", "https://\ud800", "x:" + "y" * 500, "x: y"]
)
def test_invalid_resource_is_refused_and_not_sent(resource: str, mosaic: Sandbox, active: Client) -> None:
    with counting(mosaic) as request_counts, pytest.raises(ParameterRefused) as refused:
        token_refresh.current(active, resource)
    assert not request_counts
    assert resource not in refused.value.description


def test_refused_token_is_replaced_once_for_many_callers(mosaic: Sandbox, active: Client) -> None:
    old = token_refresh.current(active)
    with counting(mosaic) as request_counts:
        others = [token_refresh.current(active, refused=old.value).value for _ in range(6)]
    assert request_counts[TOKEN] == 1
    assert len(set(others)) == 1
    assert old.value not in others


def test_any_exception_during_refresh_releases_claim(active: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("mosaic_clients.services.access_tokens.store.store_leased_token", breaks)
        with pytest.raises(OperationalError):
            token_refresh.current(active)
    assert active.access_tokens.get().claimed_until is None
    assert token_refresh.current(active).value


def test_client_without_active_credential_raises_with_remedy(payments: Client) -> None:
    with pytest.raises(MoveRefused, match="stage, prove and activate"):
        token_refresh.current(payments)
    assert "no active credential" in payments.access_tokens.get().problem


def test_claim_of_killed_refresh_blocks_others_until_it_expires(mosaic: Sandbox, active: Client) -> None:
    row = active.access_tokens.get()
    age(active, claimed_until=now() + timedelta(seconds=20))
    assert token_refresh.due(now()) == []
    with counting(mosaic) as request_counts:
        token_refresh.refresh(row.pk, actor=ACTOR, force=True)
    assert not request_counts
    age(active, claimed_until=now() - timedelta(seconds=1))
    assert token_refresh.due(now()) == [row.pk]
    assert token_refresh.current(active).value


def test_token_of_deleted_credential_is_not_served(active: Client) -> None:
    token_refresh.current(active)
    active.credentials.get().delete()
    with pytest.raises(NoAccessToken):
        token_refresh.current(active)


def test_wait_for_fetch_of_another_process_ends(active: Client, settings: Any) -> None:
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "TOTAL_TIMEOUT": 0.2}
    age(active, claimed_until=now() + timedelta(seconds=20))
    with pytest.raises(NoAccessToken, match="being fetched"):
        token_refresh.current(active)
