"""What a permission needs of a bearer, and how permissions that are combined by ``&``, ``|`` and ``~`` read as a whole.

A need is in alternatives: any one of them is enough, and of that one everything is needed. No alternative: nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from rest_framework.permissions import AND, NOT, OR, BasePermission

Alternatives: TypeAlias = tuple[tuple[str, ...], ...]
NOBODY: Alternatives = ()
ANYBODY: Alternatives = ((),)


@dataclass(frozen=True, slots=True)
class Need:
    """Alternatives as they were written; compared as sets."""

    alternatives: Alternatives

    @classmethod
    def all_of(cls, names: Iterable[str]) -> Need:
        """Every one of these names; raises TypeError for none of them, which would let everybody in."""
        return cls((tuple(sorted(_named(names))),))

    @classmethod
    def any_of(cls, names: Iterable[str]) -> Need:
        """One of these names; raises TypeError for none of them."""
        return cls(tuple((name,) for name in _named(names)))

    def is_met_by(self, held: frozenset[str]) -> bool:
        """Whether one alternative is held whole."""
        return any(held.issuperset(alternative) for alternative in self.alternatives)

    @property
    def key(self) -> frozenset[frozenset[str]]:
        """What two equal needs have in common."""
        return frozenset(map(frozenset, self.alternatives))

    def __str__(self) -> str:
        return " or ".join(" ".join(alternative) for alternative in self.alternatives)


def _named(names: Iterable[object]) -> tuple[str, ...]:
    given = (names,) if isinstance(names, str) else tuple(dict.fromkeys(names))
    named = tuple(name for name in given if isinstance(name, str) and name)
    if not named or len(named) < len(given):
        raise TypeError(f"{names!r}: give at least one name, each a text. Without one everybody would be let in.")
    return named


def table(entries: Mapping[str, Any], read: Callable[[Any], Need]) -> dict[str, Need]:
    """The entries of a per-method or per-action table; raises TypeError for an empty table or entry."""
    if not entries:
        raise TypeError("An empty table would refuse everybody.")
    return {name: read(entry) for name, entry in entries.items()}


def is_decisive(permission: BasePermission, tree: Any) -> bool:
    """Whether ``tree`` refuses whenever ``permission``, being asked, says no.

    DRF asks the operands of ``|`` from the left, so the right one is asked only after the left one has said no. Under
    ``~`` a no is a yes. Where equal permissions stand in several places, all of them must be decisive.
    """
    return all(_places(permission, tree, decisive=True))


def occurs(permission: BasePermission, tree: Any) -> bool:
    """Whether ``permission`` is in ``tree``."""
    return bool(_places(permission, tree, decisive=True))


def _places(permission: BasePermission, tree: Any, *, decisive: bool) -> list[bool]:
    left, right = getattr(tree, "op1", None), getattr(tree, "op2", None)
    if isinstance(tree, AND):
        return [*_places(permission, left, decisive=decisive), *_places(permission, right, decisive=decisive)]
    if isinstance(tree, OR):
        return [*_places(permission, left, decisive=False), *_places(permission, right, decisive=decisive)]
    if isinstance(tree, NOT):
        return _places(permission, left, decisive=False)
    return [decisive] if tree is permission or tree == permission else []


def alternatives(tree: Any, of: Callable[[Any], Alternatives]) -> Alternatives:
    """What a whole tree needs; ``of`` answers for one permission. A ``~`` and what is not ours need nothing."""
    left, right = getattr(tree, "op1", None), getattr(tree, "op2", None)
    if isinstance(tree, AND):
        return both(alternatives(left, of), alternatives(right, of))
    if isinstance(tree, OR):
        return tuple(dict.fromkeys((*alternatives(left, of), *alternatives(right, of))))
    return ANYBODY if isinstance(tree, NOT) else of(tree)


def both(left: Alternatives, right: Alternatives) -> Alternatives:
    """Each alternative of the one with each of the other."""
    return tuple(dict.fromkeys(tuple(dict.fromkeys((*one, *other))) for one in left for other in right))
