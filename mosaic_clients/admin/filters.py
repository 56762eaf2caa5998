"""Filters of the lists: each one a question an operator asks in the morning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from mosaic_clients.admin.display import in_words
from mosaic_clients.models import Credential
from mosaic_clients.services.clients.status import status_of
from mosaic_clients.services.planning.next_action import NextAction

WINDOWS = (30, 14, 7)


class CredentialExpiryFilter(admin.SimpleListFilter):
    """Credentials that are, or are about to be, in use, by the end of their certificate."""

    title = "expiry"
    parameter_name = "expires"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The windows, and what is over already."""
        return [*((str(days), f"Within {days} days") for days in WINDOWS), ("expired", "Expired")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen window; any other value in the address chooses none."""
        if self.value() not in {choice for choice, _ in self.lookup_choices}:
            return queryset
        return self.narrow(queryset, self._ending(timezone.now()))

    def narrow(self, queryset: QuerySet[Any], ending: QuerySet[Credential]) -> QuerySet[Any]:
        """The rows of a list that these credentials concern."""
        return queryset.filter(pk__in=ending.values("pk"))

    def _ending(self, now: datetime) -> QuerySet[Credential]:
        value = self.value()
        if value == "expired":
            return Credential.objects.expiring_before(now)
        window = timedelta(days=int(value or 0))
        return Credential.objects.expiring_before(now + window).filter(not_after__gte=now)


class ClientExpiryFilter(CredentialExpiryFilter):
    """The same question for clients."""

    def narrow(self, queryset: QuerySet[Any], ending: QuerySet[Credential]) -> QuerySet[Any]:
        """The clients of these credentials."""
        return queryset.filter(pk__in=ending.values("client"))


class InWordsFilter(admin.SimpleListFilter):
    """The values that a column holds, in words; the column is ``parameter_name``."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those that there are."""
        values = model_admin.model._default_manager.order_by(self.parameter_name).values_list(
            self.parameter_name, flat=True
        )
        return [(value, self.in_words(value)) for value in values.distinct()]

    def in_words(self, value: str) -> str:
        """One of them, to read."""
        return in_words(value)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class ProblemFilter(admin.SimpleListFilter):
    """Rows where something is wrong."""

    title = "problem"
    parameter_name = "has_problem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """With one or without."""
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows."""
        if self.value() == "yes":
            return queryset.exclude(problem="")
        return queryset.filter(problem="") if self.value() == "no" else queryset


class ClientProblemFilter(ProblemFilter):
    """Clients where something is wrong: with their tokens, their rotation, or what Mosaic holds of them."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """With any, with a drift, without any."""
        return [("yes", "Any problem"), ("drift", "Differs at Mosaic"), ("no", "None")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows."""
        fine = Q(problem="", rotation_problem="", drift="")
        if self.value() == "drift":
            return queryset.exclude(drift="")
        if self.value() == "yes":
            return queryset.exclude(fine)
        return queryset.filter(fine) if self.value() == "no" else queryset


class RotationFilter(admin.SimpleListFilter):
    """Clients by what comes next in their rotation."""

    title = "rotation"
    parameter_name = "rotation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """For people, now, soon."""
        return [("waits", "Waits for somebody"), ("due", "A step is due"), ("week", "A step within 7 days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows: the walk decides, in a fixed number of queries."""
        now = timezone.now()
        chosen: dict[str | None, Callable[[NextAction], bool]] = {
            "waits": lambda ahead: bool(ahead.waiting_for),
            "due": lambda ahead: ahead.at is not None and ahead.at <= now,
            "week": lambda ahead: ahead.at is not None and now < ahead.at <= now + timedelta(days=7),
        }
        fits = chosen.get(self.value())
        if fits is None:
            return queryset
        rows = queryset.select_related("environment", "certificate_authority")
        rows = rows.prefetch_related(None).prefetch_related(*told_from())
        return queryset.filter(pk__in=[row.pk for row in rows if fits(status_of(row, now).next_action)])


def told_from() -> tuple[Any, ...]:
    """What to prefetch so that a client's status needs no query of its own, without the large columns."""
    lean = Credential.objects.defer("private_key", "chain", "csr")
    return Prefetch("credentials", lean), "access_tokens"


class TokenStateFilter(admin.SimpleListFilter):
    """Access tokens by what can be done with them now."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Alive, not alive, due."""
        return [("alive", "Alive"), ("dead", "None or expired"), ("due", "Due for refresh")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen rows."""
        now = timezone.now()
        alive = queryset.filter(expires_at__gt=now).exclude(value="")
        if self.value() == "alive":
            return alive
        if self.value() == "dead":
            return queryset.exclude(pk__in=alive.values("pk"))
        return queryset.filter(due_at__lte=now) if self.value() == "due" else queryset
