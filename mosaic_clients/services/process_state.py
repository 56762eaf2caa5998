"""A registry of the state that this process keeps between calls.

``mosaic_clients.testing`` resets all state between tests. A forked child starts without it: a connection or lock that
two processes share fails in both.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class ProcessState(Protocol):
    """State of one process that can be dropped at any time: the next call obtains it again."""

    def reset(self) -> None:
        """Drop the state, and close its resources."""

    def reset_after_fork(self) -> None:
        """Drop the state in a forked child. Close nothing, and take no lock: another thread may have held it."""


class _CachedFunction(Protocol):
    def cache_clear(self) -> None: ...


_Value = TypeVar("_Value")
_State = TypeVar("_State", bound=ProcessState)
_Cached = TypeVar("_Cached", bound=_CachedFunction)

_registered: list[ProcessState] = []


def register(state: _State) -> _State:
    """Register module-level ``state``, and return it."""
    _registered.append(state)
    return state


def register_cache(function: _Cached) -> _Cached:
    """Register the cache of an ``lru_cache`` function; returns the function. For use as a decorator."""
    register(_FunctionCache(function))
    return function


def reset_all() -> None:
    """Reset all registered state."""
    for state in _registered:
        state.reset()


class Slot(Generic[_Value]):
    """One value of this process, created by ``make`` at the start and after each reset. ``close`` ends the old one."""

    __slots__ = ("_close", "_make", "value")

    def __init__(self, make: Callable[[], _Value], *, close: Callable[[_Value], None] | None = None) -> None:
        self._make, self._close = make, close
        self.value = make()

    def reset(self) -> None:
        """Replace the value with a new one, and close the old one."""
        old, self.value = self.value, self._make()
        if self._close is not None:
            self._close(old)

    def reset_after_fork(self) -> None:
        """Replace the value with a new one. The old one belongs to the parent."""
        self.value = self._make()


class _FunctionCache:
    def __init__(self, function: _CachedFunction) -> None:
        self._function = function

    def reset(self) -> None:
        self._function.cache_clear()

    reset_after_fork = reset


def _reset_in_child() -> None:
    for state in _registered:
        state.reset_after_fork()


os.register_at_fork(after_in_child=_reset_in_child)
