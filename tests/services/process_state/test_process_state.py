"""All state of a process is registered. It is reset between tests, and empty in a forked child."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mosaic_clients.models import Client, Environment
from mosaic_clients.sandbox import Sandbox
from mosaic_clients.services import process_state, sessions
from mosaic_clients.services.access_tokens import session_source
from mosaic_clients.services.access_tokens.session_source import ClientTokenSource
from mosaic_clients.services.bearers import denylist, issuer_snapshot, verified_cache
from mosaic_clients.services.bearers import verification as bearer_verification
from mosaic_clients.services.process_state import Slot
from mosaic_clients.services.signing_keys import refresh as signing_key_refresh
from mosaic_clients.services.signing_keys import store as signing_key_store
from mosaic_clients.services.signing_keys.bounded_wait import WaitBudget
from mosaic_clients.services.user_login import authorization
from mosaic_clients.testing import forget_everything, reset_process_state
from tests.services.process_state.forking import holds_in_child


def contents(environment: Environment) -> dict[str, Any]:
    """Return the contents of each registered state; falsy if it is empty."""
    return {
        "sessions": sessions._pool.value.sessions,
        "issuers": issuer_snapshot.issuers.latest,
        "denylist": denylist.revoked_digests.latest,
        "verified bearers": verified_cache._latest.value,
        "useless tokens": session_source._useless_until.value,
        "request URIs": authorization._given_out.value.states,
        "next check": signing_key_refresh._next_check.value,
        "wait budgets": signing_key_refresh._wait_budgets.value,
        "parsed key sets": signing_key_store.parse_stored_keys.cache_info().currsize,
    }


@pytest.fixture
def filled_state(mosaic: Sandbox, environment: Environment, active: Client, settings: Any) -> Iterator[Environment]:
    """A process in which every registered state has contents."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    keys = signing_key_refresh.refresh(environment)
    bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None)
    signing_key_refresh.refetch(environment, keys)
    signing_key_refresh._wait_budgets.value[environment.pk] = WaitBudget(each=1, together=1)
    source = ClientTokenSource(active, None)
    source.mark_useless(source.current())
    authorization._given_out.value.states["state"] = None
    assert all(contents(environment).values()), contents(environment)
    yield environment
    reset_process_state()


@pytest.mark.django_db
def test_test_fixture_resets_all_process_state(filled_state: Environment) -> None:
    assert len(contents(filled_state)) == len(process_state._registered)
    assert forget_everything is reset_process_state
    reset_process_state()
    assert [name for name, value in contents(filled_state).items() if value] == []


@pytest.mark.django_db
def test_forked_child_starts_empty_and_parent_keeps_its_state(filled_state: Environment) -> None:
    sessions_before = list(sessions._pool.value.sessions.values())
    closed: list[object] = []
    for each in sessions_before:
        each.close = lambda: closed.append(1)  # type: ignore[method-assign]

    def is_empty() -> bool:
        return not any(contents(filled_state).values()) and not closed

    locks = (sessions._pool.value.lock, issuer_snapshot.issuers._lock, denylist.revoked_digests._lock)
    with locks[0], locks[1], locks[2]:  # as if other threads held them
        assert holds_in_child(is_empty)

        def locks_are_free() -> bool:
            reset_process_state()
            return True

        assert holds_in_child(locks_are_free)
    assert all(contents(filled_state).values())


def test_failed_check_in_the_child_is_reported() -> None:
    assert [holds_in_child(check) for check in (lambda: True, lambda: False, lambda: bool(1 / 0))] == [
        True,
        False,
        False,
    ]


class TestSlot:
    def test_reset_creates_a_new_value_and_closes_the_old_one(self) -> None:
        closed: list[object] = []
        slot = Slot(list, close=closed.append)
        old = slot.value
        slot.reset()
        assert slot.value is not old
        assert closed == [old]

    def test_old_value_is_not_closed_after_a_fork(self) -> None:
        closed: list[object] = []
        slot = Slot(list, close=closed.append)
        old = slot.value
        slot.reset_after_fork()
        assert slot.value is not old
        assert closed == []
