"""All state of a process is registered: reset between tests, and empty in a forked child."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mosaic_clients
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
from tests.services.forking import holds_in_child
from tests.services.module_state import slots

ROOT = Path(mosaic_clients.__file__).parent

ELSEWHERE = {"sandbox": "its state is in Sandbox objects, which their user ends", "migrations": "run once"}

ALLOWED = {
    "conf.py:_latest": "follows the settings object by identity, and holds nothing but settings",
    "conf.py:_key_ring": "the same result for the same keys",
    "core/jose/jws.py:_known_header": "the same result for the same text",
    "login/urls.py:urlpatterns": "Django's name for a list that nobody changes",
    "rest/urls.py:urlpatterns": "Django's name for a list that nobody changes",
    "rest/users.py:hook": "the same function for the same dotted path",
    "services/events.py:_reason": "lasts for one block of one task or thread",
    "services/process_state.py:_registered": "the register itself: it grows at import and never after",
    "testing/first_activation.py:_numbers": "numbers that are not used twice",
    "transport/deadline.py:_deadline": "lasts for one block of one task or thread",
}
"""Slots that no reset needs to touch, each with the reason."""


def found_slots() -> dict[str, bool]:
    files = [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in ELSEWHERE]
    assert len(files) > 150
    return {
        f"{path.relative_to(ROOT).as_posix()}:{name}": is_registered
        for path in files
        for name, is_registered in slots(path.read_text()).items()
    }


def test_every_slot_is_registered_or_allowed_with_a_reason() -> None:
    unregistered = {name for name, is_registered in found_slots().items() if not is_registered}
    assert unregistered - ALLOWED.keys() == set(), "register it in process_state, or say here why not"
    assert ALLOWED.keys() - unregistered == set(), "no longer there, or registered by now"
    assert sum(found_slots().values()) == len(process_state._registered)


@pytest.mark.parametrize(
    "source",
    [
        "_x = None\ndef f():\n    global _x\n    _x = 1",
        "_x = {}",
        "x: dict[str, int] = dict()",
        "_x = OrderedDict()",
        "_x = object()",
        "_X = {}\ndef f():\n    _X['a'] = 1",
        "X = []\ndef f():\n    X.append(1)",
        "X = {}\ndef f():\n    def g():\n        del X['a']",
        "X = threading.Lock()",
        "X = ContextVar('x')",
        "if True:\n    x = [1]",
        "try:\n    x = set()\nexcept E:\n    pass",
        "@lru_cache(maxsize=4)\ndef x(): ...",
        "@functools.cache\ndef x(): ...",
        "x = lru_cache(maxsize=2)(f)",
        "class X: ...\ndef f():\n    X.latest = 1",
    ],
)
def test_the_search_finds_a_slot(source: str) -> None:
    assert list(slots(source).values()) == [False]


@pytest.mark.parametrize(
    "source",
    [
        "__all__ = ['x']",
        "logger = logging.getLogger('x')",
        "_is_code = re.compile('x').fullmatch",
        "_X = {'a': 1}\ndef f():\n    return _X['a']",
        "X = [1]\ndef f(X):\n    X.append(1)",
        "_run: Callable[[], int] = vars(y)['run']",
        "x = 1",
        "T = TypeVar('T')",
        "def f():\n    x = {}\n    x['a'] = 1",
        "changed = Signal()",
    ],
)
def test_the_search_finds_nothing_else(source: str) -> None:
    assert slots(source) == {}


@pytest.mark.parametrize(
    "source",
    [
        "_x = register(Slot(dict))",
        "x: S = process_state.register(Snapshot(f))",
        "@register_cache\n@cache\ndef x(): ...",
    ],
)
def test_the_search_sees_that_a_slot_is_registered(source: str) -> None:
    assert list(slots(source).values()) == [True]


def contents(environment: Environment) -> dict[str, Any]:
    """What each registered state holds; falsy where it is empty."""
    return {
        "sessions": sessions._pool.value.sessions,
        "issuers": issuer_snapshot.issuers.latest,
        "denylist": denylist.revoked_digests.latest,
        "verified bearers": verified_cache._latest.value,
        "useless tokens": session_source._useless_until.value,
        "request URIs": authorization._given_out.value.states,
        "look again": signing_key_refresh._look_again.value,
        "wait budgets": signing_key_refresh._wait_budgets.value,
        "parsed key sets": signing_key_store.parsed.cache_info().currsize,
    }


@pytest.fixture
def filled(mosaic: Sandbox, environment: Environment, active: Client, settings: Any) -> Iterator[Environment]:
    """A process that has done all it can remember."""
    settings.MOSAIC_CLIENTS = {**settings.MOSAIC_CLIENTS, "REREAD": 60.0}
    keys = signing_key_refresh.refresh(environment)
    bearer_verification.verify(mosaic.mint(), presented_x5t_s256=None)
    signing_key_refresh.refetch(environment, keys)
    signing_key_refresh._wait_budgets.value[environment.pk] = WaitBudget(each=1, together=1)
    source = ClientTokenSource(active, None)
    source.refused_too(source.current())
    authorization._given_out.value.states["state"] = None
    assert all(contents(environment).values()), contents(environment)
    yield environment
    reset_process_state()


@pytest.mark.django_db
def test_the_fixtures_of_a_test_reset_all_of_it(filled: Environment) -> None:
    assert len(contents(filled)) == len(process_state._registered)
    assert forget_everything is reset_process_state
    reset_process_state()
    assert [name for name, value in contents(filled).items() if value] == []


@pytest.mark.django_db
def test_a_forked_child_begins_with_none_of_it_and_the_parent_keeps_its_own(filled: Environment) -> None:
    opened = list(sessions._pool.value.sessions.values())
    closed: list[object] = []
    for each in opened:
        each.close = lambda: closed.append(1)  # type: ignore[method-assign]

    def is_empty() -> bool:
        return not any(contents(filled).values()) and not closed

    locks = (sessions._pool.value.lock, issuer_snapshot.issuers._lock, denylist.revoked_digests._lock)
    with locks[0], locks[1], locks[2]:  # held by other threads at that very moment
        assert holds_in_child(is_empty)

        def locks_are_free() -> bool:
            reset_process_state()
            return True

        assert holds_in_child(locks_are_free)
    assert all(contents(filled).values())


def test_a_check_that_fails_in_the_child_is_noticed() -> None:
    assert [holds_in_child(check) for check in (lambda: True, lambda: False, lambda: bool(1 / 0))] == [
        True,
        False,
        False,
    ]


class TestSlot:
    def test_reset_makes_a_new_value_and_closes_the_old_one(self) -> None:
        closed: list[object] = []
        slot = Slot(list, close=closed.append)
        old = slot.value
        slot.reset()
        assert slot.value is not old
        assert closed == [old]

    def test_after_a_fork_the_old_value_is_not_closed(self) -> None:
        closed: list[object] = []
        slot = Slot(list, close=closed.append)
        old = slot.value
        slot.reset_after_fork()
        assert slot.value is not old
        assert closed == []
