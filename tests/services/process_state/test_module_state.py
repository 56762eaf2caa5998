"""All state that a module keeps between calls is registered as process state, or allowed with a reason."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import mosaic_clients
from mosaic_clients.services import process_state
from tests.services.process_state.module_state import slots

ROOT = Path(mosaic_clients.__file__).parent

ELSEWHERE = {"sandbox": "its state is in Sandbox objects, which the caller stops", "migrations": "run once"}

ALLOWED = {
    "conf.py:_latest": "is replaced with the settings object, and contains only settings",
    "conf.py:_key_ring": "the same result for the same keys",
    "core/bearer/verification.py:_write": "the setters of the slots of a class, which do not change",
    "core/jose/jws.py:_cached_header": "the same result for the same text",
    "login/urls.py:urlpatterns": "Django's name for a list that does not change",
    "rest/urls.py:urlpatterns": "Django's name for a list that does not change",
    "rest/users.py:hook": "the same function for the same dotted path",
    "services/events.py:_reason": "lasts for one block of one task or thread",
    "services/process_state.py:_registered": "the registry itself: it grows only at import",
    "testing/first_activation.py:_numbers": "each number is used only once",
    "transport/deadline.py:_deadline": "lasts for one block of one task or thread",
}
"""Slots that no reset needs to touch, each with the reason."""


@cache
def all_slots() -> dict[str, bool]:
    files = [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in ELSEWHERE]
    assert len(files) > 150
    return {
        f"{path.relative_to(ROOT).as_posix()}:{name}": is_registered
        for path in files
        for name, is_registered in slots(path.read_text()).items()
    }


def test_every_slot_is_registered_or_allowed_with_a_reason() -> None:
    unregistered = {name for name, is_registered in all_slots().items() if not is_registered}
    assert unregistered - ALLOWED.keys() == set(), "register it in process_state, or add it to ALLOWED with a reason"
    assert ALLOWED.keys() - unregistered == set(), "deleted or registered: remove it from ALLOWED"
    assert sum(all_slots().values()) == len(process_state._registered)


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
def test_search_finds_a_slot(source: str) -> None:
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
def test_search_ignores_constants_and_locals(source: str) -> None:
    assert slots(source) == {}


@pytest.mark.parametrize(
    "source",
    [
        "_x = register(Slot(dict))",
        "x: S = process_state.register(Snapshot(f))",
        "@register_cache\n@cache\ndef x(): ...",
    ],
)
def test_search_recognizes_a_registered_slot(source: str) -> None:
    assert list(slots(source).values()) == [True]
