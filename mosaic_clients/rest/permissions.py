"""DRF permissions based on the scopes, roles and permissions of a bearer."""

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
from mosaic_clients.rest.scope_expression import UNSATISFIABLE, Alternatives, Need, is_decisive, occurs, table

if TYPE_CHECKING:
    # Importing rest_framework.views imports the default authentication classes, which may be ours.
    from rest_framework.views import APIView

Names = str | Iterable[str]


class _HasNames(OperationHolderMixin, BasePermission):
    """Requires names of a verified bearer: all of them, ``any`` of them, or by method or action.

    Permissions are instances here. DRF supports ``&``, ``|`` and ``~`` for classes only, so the mixin adds them.
    """

    noun: ClassVar[str]
    names_of: Callable[[VerifiedBearer], frozenset[str]]
    """Returns the names that a verified bearer has."""

    def __init__(
        self,
        *names: str,
        per_method: Mapping[str, Names | _HasNames] | None = None,
        per_action: Mapping[str, Names | _HasNames] | None = None,
    ) -> None:
        """Requires all ``names``, or names by HTTP method or by view set action. A missing entry refuses.

        An entry is one name, several names that are all required, or another permission of this class such as
        ``any`` returns. HEAD uses the entry of GET if it has none. Raises TypeError for arguments that would let every
        caller in.
        """
        if sum((bool(names), per_method is not None, per_action is not None)) > 1:
            raise TypeError("Pass only one of names, per_method and per_action.")
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
        self.message = self._denial(self._need)

    @classmethod
    def any(cls, *names: str) -> Self:
        """Requires one of these names."""
        permission = cls(*names)
        permission._need = Need.any_of(names)
        permission.message = cls._denial(permission._need)
        return permission

    def __call__(self) -> Self:
        """Returns itself, because DRF calls each entry of ``permission_classes`` to instantiate it."""
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _HasNames) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def need_for(self, method: str | None, action: str | None) -> Need | None:
        """Returns what this HTTP method and view set action require, or None without an entry, which refuses."""
        if self._need is not None:
            return self._need
        if self._per_action:
            return self._per_action.get(action or "")
        method = (method or "").upper()
        return self._per_method.get(method) or (self._per_method.get("GET") if method == "HEAD" else None)

    def alternatives(self, method: str | None, action: str | None) -> Alternatives:
        """Returns the same as plain names, for challenges and OpenAPI documents."""
        need = self.need_for(method, action)
        return need.alternatives if need else UNSATISFIABLE

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Returns whether the request has a verified bearer with the required names."""
        if not isinstance(request.auth, VerifiedBearer):
            return False
        need = self.need_for(request.method, getattr(view, "action", None))
        return need is not None and need.is_met_by(self.names_of(request.auth))

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        """Checks as ``has_permission``, because the names of a bearer do not depend on the object."""
        return self.has_permission(request, view)

    @classmethod
    def _denial(cls, need: Need | None) -> str:
        return f"The access token lacks a required {cls.noun}: {need}." if need else "This is not allowed."

    @classmethod
    def _is_name(cls, name: str) -> bool:
        return is_clean_text(name)

    def _check_names(self) -> None:
        needs = (self._need, *self._per_method.values(), *self._per_action.values())
        for name in chain.from_iterable(names for need in needs if need for names in need.alternatives):
            if not self._is_name(name):
                raise TypeError(f"{name!r} is not a valid {self.noun}: no token can have it.")

    def _read(self, entry: Names | _HasNames) -> Need:
        if not isinstance(entry, _HasNames):
            return Need.all_of(entry)
        if type(entry) is not type(self) or entry._need is None:
            raise TypeError("An entry must be names, or a permission of the same class without its own table.")
        return entry._need

    def _key(self) -> tuple[Any, ...]:
        tables = (self._per_method, self._per_action)
        keys = (frozenset((name, need.key) for name, need in entries.items()) for entries in tables)
        return (type(self), self._need and self._need.key, *keys)


class HasScopes(_HasNames):
    """Requires all of these scopes: ``permission_classes = [HasScopes("payments:write")]``.

    ``HasScopes.any("a", "b")``, ``HasScopes(per_method={"GET": "read", "POST": ["read", "write"]})``,
    ``HasScopes(per_action={"list": HasScopes.any("read", "audit")})``. A verified bearer that lacks them gets 403
    ``insufficient_scope`` with a challenge that names the required scopes (RFC 6750 §3.1).
    """

    code = "insufficient_scope"
    noun = "scope"
    names_of = staticmethod(attrgetter("scopes"))

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Returns whether the bearer has the scopes. Raises InsufficientScope if no other permission can let it in."""
        if super().has_permission(request, view):
            return True
        need = self.need_for(request.method, getattr(view, "action", None))
        if need is not None and isinstance(request.auth, VerifiedBearer) and self._decides(view):
            detail = self._denial(need)
            raise InsufficientScope(
                detail, challenge_to(request, error=self.code, description=detail, scopes=need.alternatives[0])
            )
        return False

    def _decides(self, view: APIView) -> bool:
        """Returns whether the view refuses if this permission does. False for one that only the view's code calls."""
        trees = view.get_permissions() if hasattr(view, "get_permissions") else []
        matching = [tree for tree in trees if occurs(self, tree)]
        return bool(matching) and all(is_decisive(self, tree) for tree in matching)

    @classmethod
    def _is_name(cls, name: str) -> bool:
        return is_scope(name)


class HasRoles(_HasNames):
    """Requires all of these roles in ``roles``, ``role`` or ``ts_roles``. Has ``any`` and tables as HasScopes."""

    code = "insufficient_role"
    noun = "role"
    names_of = staticmethod(claims.roles)


class HasPermissions(_HasNames):
    """Requires all of these ``ts_permissions``. Has ``any`` and tables as HasScopes."""

    code = "insufficient_permission"
    noun = "permission"
    names_of = staticmethod(claims.permissions)


class IsCertificateBound(BasePermission):
    """Requires a certificate-bound bearer, whose certificate was verified."""

    message = "A certificate-bound access token is required."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Returns whether the request has a verified, bound bearer."""
        return isinstance(request.auth, VerifiedBearer) and request.auth.is_bound
