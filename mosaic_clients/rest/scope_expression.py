"""What a permission requires of a bearer, also for permissions combined with ``&``, ``|`` and ``~``.

A need is a list of alternatives. A bearer satisfies it if it has every name of one alternative. Without alternatives,
no bearer satisfies it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from rest_framework.permissions import AND, NOT, OR, BasePermission

Alternatives: TypeAlias = tuple[tuple[str, ...], ...]
UNSATISFIABLE: Alternatives = ()
UNRESTRICTED: Alternatives = ((),)


@dataclass(frozen=True, slots=True)
class Need:
    """Alternatives in the order of the code. ``key`` compares them as sets."""

    alternatives: Alternatives

    @classmethod
    def all_of(cls, names: Iterable[str]) -> Need:
        """Requires all names. Raises TypeError without a name, because that would let every caller in."""
        return cls((tuple(sorted(_checked(names))),))

    @classmethod
    def any_of(cls, names: Iterable[str]) -> Need:
        """Requires one of the names. Raises TypeError without a name."""
        return cls(tuple((name,) for name in _checked(names)))

    def is_met_by(self, names: frozenset[str]) -> bool:
        """Returns whether ``names`` contain one whole alternative."""
        return any(names.issuperset(alternative) for alternative in self.alternatives)

    @property
    def key(self) -> frozenset[frozenset[str]]:
        """A value that is equal for equivalent needs."""
        return frozenset(map(frozenset, self.alternatives))

    def __str__(self) -> str:
        return " or ".join(" ".join(alternative) for alternative in self.alternatives)


def _checked(names: Iterable[object]) -> tuple[str, ...]:
    unique = (names,) if isinstance(names, str) else tuple(dict.fromkeys(names))
    valid = tuple(name for name in unique if isinstance(name, str) and name)
    if not valid or len(valid) < len(unique):
        raise TypeError(f"{names!r}: pass at least one name; each must be a non-empty string.")
    return valid


def table(entries: Mapping[str, Any], read: Callable[[Any], Need]) -> dict[str, Need]:
    """Reads the entries of a per-method or per-action table. Raises TypeError for an empty table or entry."""
    if not entries:
        raise TypeError("An empty table would refuse every caller.")
    return {name: read(entry) for name, entry in entries.items()}


def is_decisive(permission: BasePermission, tree: Any) -> bool:
    """Returns whether ``tree`` refuses every time that DRF evaluates ``permission`` and it refuses.

    DRF evaluates ``|`` from the left, so it evaluates the right operand only after the left one refused. ``~`` inverts
    the result. If equal permissions occur in several positions, all of them must be decisive.
    """
    return all(_positions(permission, tree, decisive=True))


def occurs(permission: BasePermission, tree: Any) -> bool:
    """Returns whether ``tree`` contains ``permission``."""
    return bool(_positions(permission, tree, decisive=True))


def _positions(permission: BasePermission, tree: Any, *, decisive: bool) -> list[bool]:
    left, right = getattr(tree, "op1", None), getattr(tree, "op2", None)
    if isinstance(tree, AND):
        return [*_positions(permission, left, decisive=decisive), *_positions(permission, right, decisive=decisive)]
    if isinstance(tree, OR):
        return [*_positions(permission, left, decisive=False), *_positions(permission, right, decisive=decisive)]
    if isinstance(tree, NOT):
        return _positions(permission, left, decisive=False)
    return [decisive] if tree is permission or tree == permission else []


def alternatives(tree: Any, of: Callable[[Any], Alternatives]) -> Alternatives:
    """Returns the alternatives of a whole tree; ``of`` returns those of one permission. ``~`` adds no restriction."""
    left, right = getattr(tree, "op1", None), getattr(tree, "op2", None)
    if isinstance(tree, AND):
        return both(alternatives(left, of), alternatives(right, of))
    if isinstance(tree, OR):
        return tuple(dict.fromkeys((*alternatives(left, of), *alternatives(right, of))))
    return UNRESTRICTED if isinstance(tree, NOT) else of(tree)


def both(left: Alternatives, right: Alternatives) -> Alternatives:
    """Combines each alternative of ``left`` with each of ``right``."""
    return tuple(dict.fromkeys(tuple(dict.fromkeys((*one, *other))) for one in left for other in right))
