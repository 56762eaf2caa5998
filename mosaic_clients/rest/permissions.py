"""DRF permissions on what a bearer may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self

from rest_framework.permissions import BasePermission, OperationHolderMixin
from rest_framework.request import Request

from mosaic_clients.core.bearer import claims
from mosaic_clients.core.bearer.verification import VerifiedBearer
from mosaic_clients.core.encoding import is_clean_text
from mosaic_clients.rest.challenges import challenge_to, is_scope
from mosaic_clients.rest.exceptions import InsufficientScope
from mosaic_clients.rest.scope_expression import NOBODY, Alternatives, Need, is_decisive, occurs, table

if TYPE_CHECKING:
    # rest_framework.views loads the default authentication classes, which may be ours, while it is being imported.
    from rest_framework.views import APIView

Needed = str | Iterable[str]


class _Held(OperationHolderMixin, BasePermission):
    """Names that a verified bearer must hold: every one, ``any`` of them, or by method or action.

    Being instances, they get their ``&``, ``|`` and ``~`` from the mixin; DRF gives them to classes only.
    """

    noun: ClassVar[str]
    held: Callable[[VerifiedBearer], frozenset[str]]
    """The names that a verified bearer holds; each kind of permission says how they are read."""

    def __init__(
        self,
        *names: str,
        per_method: Mapping[str, Needed | _Held] | None = None,
        per_action: Mapping[str, Needed | _Held] | None = None,
    ) -> None:
        """Every one of ``names``; or by HTTP method, or by a view set's action, where a missing entry refuses.

        An entry is a name, several of which each is needed, or another permission of this class, as ``any`` makes
        one. HEAD is GET where it has no entry of its own. Raises TypeError for what would let everybody in.
        """
        if sum((bool(names), per_method is not None, per_action is not None)) > 1:
            raise TypeError("Give names, per_method or per_action: one of them.")
        self._need: Need | None = None
        self._per_method: dict[str, Need] = {}
        self._per_action: dict[str, Need] = {}
        if per_method is not None:
            self._per_method = table({name.upper(): entry for name, entry in per_method.items()}, self._read)
        elif per_action is not None:
            self._per_action = table(per_action, self._read)
        else:
            self._need = Need.all_of(names)
        self._check_names()
        self.message = self._lack(self._need)

    @classmethod
    def any(cls, *names: str) -> Self:
        """One of these names is enough."""
        made = cls(*names)
        made._need = Need.any_of(names)
        made.message = cls._lack(made._need)
        return made

    def __call__(self) -> Self:
        """DRF instantiates what it finds in ``permission_classes``; this is an instance already."""
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def needed(self, method: str | None, action: str | None) -> Need | None:
        """What is needed for this HTTP method and view set action; None where there is no entry: nobody has that."""
        if self._need is not None:
            return self._need
        if self._per_action:
            return self._per_action.get(action or "")
        method = (method or "").upper()
        return self._per_method.get(method) or (self._per_method.get("GET") if method == "HEAD" else None)

    def alternatives(self, method: str | None, action: str | None) -> Alternatives:
        """The same as plain names, for challenges and documents."""
        need = self.needed(method, action)
        return need.alternatives if need else NOBODY

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the request came with a verified bearer that holds what is needed."""
        if not isinstance(request.auth, VerifiedBearer):
            return False
        need = self.needed(request.method, getattr(view, "action", None))
        return need is not None and need.is_met_by(self.held(request.auth))

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        """What a bearer holds does not depend on the object."""
        return self.has_permission(request, view)

    @classmethod
    def _lack(cls, need: Need | None) -> str:
        return f"The access token lacks a {cls.noun} that is needed: {need}." if need else "This is not allowed."

    @classmethod
    def _is_name(cls, name: str) -> bool:
        return is_clean_text(name)

    def _check_names(self) -> None:
        needs = (self._need, *self._per_method.values(), *self._per_action.values())
        for name in chain.from_iterable(names for need in needs if need for names in need.alternatives):
            if not self._is_name(name):
                raise TypeError(f"{name!r} is no {self.noun}: no token could have it.")

    def _read(self, entry: Needed | _Held) -> Need:
        if not isinstance(entry, _Held):
            return Need.all_of(entry)
        if type(entry) is not type(self) or entry._need is None:
            raise TypeError("An entry may be names or a permission of the same class, without a table of its own.")
        return entry._need

    def _key(self) -> tuple[Any, ...]:
        tables = (self._per_method, self._per_action)
        keys = (frozenset((name, need.key) for name, need in entries.items()) for entries in tables)
        return (type(self), self._need and self._need.key, *keys)


class HasScopes(_Held):
    """Every one of these scopes: ``permission_classes = [HasScopes("payments:write")]``.

    ``HasScopes.any("a", "b")``, ``HasScopes(per_method={"GET": "read", "POST": ["read", "write"]})``,
    ``HasScopes(per_action={"list": HasScopes.any("read", "audit")})``. A verified bearer that lacks them is answered
    403 ``insufficient_scope`` with a challenge that says which are needed (RFC 6750 §3.1).
    """

    code = "insufficient_scope"
    noun = "scope"
    held = staticmethod(attrgetter("scopes"))

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the bearer has the scopes; raises InsufficientScope where nothing else could still let it in."""
        if super().has_permission(request, view):
            return True
        need = self.needed(request.method, getattr(view, "action", None))
        if need is not None and isinstance(request.auth, VerifiedBearer) and self._decides(view):
            detail = self._lack(need)
            raise InsufficientScope(
                detail, challenge_to(request, error=self.code, description=detail, scopes=need.alternatives[0])
            )
        return False

    def _decides(self, view: APIView) -> bool:
        """Whether the view refuses when this permission does. One that a view's code asks by hand decides nothing."""
        trees = view.get_permissions() if hasattr(view, "get_permissions") else []
        mine = [tree for tree in trees if occurs(self, tree)]
        return bool(mine) and all(is_decisive(self, tree) for tree in mine)

    @classmethod
    def _is_name(cls, name: str) -> bool:
        return is_scope(name)


class HasRoles(_Held):
    """Every one of these roles, of ``roles``, ``role`` or ``ts_roles``; ``HasRoles.any``, and tables as HasScopes."""

    code = "insufficient_role"
    noun = "role"
    held = staticmethod(claims.roles)


class HasPermissions(_Held):
    """Every one of these ``ts_permissions``; ``HasPermissions.any``, and tables as HasScopes."""

    code = "insufficient_permission"
    noun = "permission"
    held = staticmethod(claims.permissions)


class IsCertificateBound(BasePermission):
    """Only bearers bound to a certificate, which was then presented and matched."""

    message = "A certificate-bound access token is needed."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the request came with a verified, bound bearer."""
        return isinstance(request.auth, VerifiedBearer) and request.auth.is_bound
