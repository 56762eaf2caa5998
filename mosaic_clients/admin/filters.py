"""Filters of the lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients.admin.display import readable_name
from mosaic_clients.models import Credential
from mosaic_clients.services.clients.status import status_of
from mosaic_clients.services.planning.next_action import NextAction

WINDOWS = (30, 14, 7)


class CredentialExpiryFilter(admin.SimpleListFilter):
    """Filters credentials that are or will be in use by the expiry of their certificate."""

    title = "expiry"
    parameter_name = "expires"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Returns the time windows, and expired."""
        return [*((str(days), f"Within {days} days") for days in WINDOWS), ("expired", "Expired")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Returns the rows of the selected window. An unknown value in the URL filters nothing."""
        if self.value() not in {choice for choice, _ in self.lookup_choices}:
            return queryset
        return self.narrow(queryset, self._expiring(timezone.now()))

    def narrow(self, queryset: QuerySet[Any], expiring: QuerySet[Credential]) -> QuerySet[Any]:
        """Returns the rows of the list that belong to these credentials."""
        return queryset.filter(pk__in=expiring.values("pk"))

    def _expiring(self, now: datetime) -> QuerySet[Credential]:
        value = self.value()
        if value == "expired":
            return Credential.objects.expiring_before(now)
        window = timedelta(days=int(value or 0))
        return Credential.objects.expiring_before(now + window).filter(not_after__gte=now)


class ClientExpiryFilter(CredentialExpiryFilter):
    """Filters clients by the expiry of their certificates."""

    def narrow(self, queryset: QuerySet[Any], expiring: QuerySet[Credential]) -> QuerySet[Any]:
        """Returns the clients of these credentials."""
        return queryset.filter(pk__in=expiring.values("client"))


class ReadableChoicesFilter(admin.SimpleListFilter):
    """Filters by the values of the column ``parameter_name``, shown as words."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Returns the values in the table."""
        values = model_admin.model._default_manager.order_by(self.parameter_name).values_list(
            self.parameter_name, flat=True
        )
        return [(value, self.choice_label(value)) for value in values.distinct()]

    def choice_label(self, value: str) -> str:
        """Returns a value as words."""
        return readable_name(value)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Returns the selected rows."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class ProblemFilter(admin.SimpleListFilter):
    """Filters rows by whether they have a problem."""

    title = "problem"
    parameter_name = "has_problem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Returns yes and no."""
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Returns the selected rows."""
        if self.value() == "yes":
            return queryset.exclude(problem="")
        return queryset.filter(problem="") if self.value() == "no" else queryset


class ClientProblemFilter(ProblemFilter):
    """Filters clients by problems with their tokens or rotation, and by differences from Mosaic."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Returns any problem, out of sync, none."""
        return [("yes", "Any problem"), ("drift", "Out of sync with Mosaic"), ("no", "None")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Returns the selected rows."""
        without_problem = Q(problem="", rotation_problem="", drift="")
        if self.value() == "drift":
            return queryset.exclude(drift="")
        if self.value() == "yes":
            return queryset.exclude(without_problem)
        return queryset.filter(without_problem) if self.value() == "no" else queryset


class RotationFilter(admin.SimpleListFilter):
    """Filters clients by the next step of their rotation."""

    title = "rotation"
    parameter_name = "rotation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Returns: needs action, due now, due soon."""
        return [("waits", "Needs action"), ("due", "Step due"), ("week", "Step due within 7 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Returns the rows that the planner selects, in a fixed number of queries."""
        now = timezone.now()
        conditions: dict[str | None, Callable[[NextAction], bool]] = {
            "waits": lambda action: bool(action.waiting_for),
            "due": lambda action: action.at is not None and action.at <= now,
            "week": lambda action: action.at is not None and now < action.at <= now + timedelta(days=7),
        }
        condition = conditions.get(self.value())
        if condition is None:
            return queryset
        rows = queryset.select_related("environment", "certificate_authority")
        rows = rows.prefetch_related(None).prefetch_related(*status_prefetches())
        return queryset.filter(pk__in=[row.pk for row in rows if condition(status_of(row, now).next_action)])


def status_prefetches() -> tuple[Any, ...]:
    """Returns the prefetches that a client's status needs, without the large columns."""
    credentials = Credential.objects.defer("private_key", "chain", "csr")
    return Prefetch("credentials", credentials), "access_tokens"


class TokenStateFilter(admin.SimpleListFilter):
    """Filters access tokens by whether they are valid or due."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Returns: valid, none or expired, due."""
        return [("alive", "Valid"), ("dead", "None or expired"), ("due", "Due for refresh")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Returns the selected rows."""
        now = timezone.now()
        alive = queryset.filter(expires_at__gt=now).exclude(value="")
        if self.value() == "alive":
            return alive
        if self.value() == "dead":
            return queryset.exclude(pk__in=alive.values("pk"))
        return queryset.filter(due_at__lte=now) if self.value() == "due" else queryset
