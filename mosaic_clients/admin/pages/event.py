"""The page of the event log."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import NONE, link, moment, readable_name, short_kid, two_lines
from mosaic_clients.admin.filters import ReadableChoicesFilter
from mosaic_clients.models import Client, Credential, Event


class KindFilter(ReadableChoicesFilter):
    """Filters events by kind."""

    title, parameter_name = "event", "kind"


class ClientFilter(admin.SimpleListFilter):
    """Filters by one client. Only the selected client is a choice, because there may be many clients."""

    title, parameter_name = "client", "client"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Returns the selected client. An unknown value in the URL selects none."""
        try:
            clients = Client.objects.filter(pk=UUID(request.GET.get(self.parameter_name, "")))
        except ValueError:
            return []
        return [(str(client.pk), client.name) for client in clients]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """Returns the events of the selected client."""
        value = self.value()
        return queryset.filter(client=UUID(value)) if value and self.lookup_choices else queryset


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """Shows what happened, to which client, and who did it."""

    list_display = ("time", "event", "client_and_environment", "key_id", "actor", "detail")
    list_filter = (KindFilter, ClientFilter, "environment")
    search_fields = ("client_name", "kid", "actor", "detail")
    list_select_related = ("environment",)
    date_hierarchy = "at"
    fields = ("at", "event", "actor", "client_link", "environment", "credential_link", "detail")
    readonly_fields = fields

    @admin.display(ordering="at")
    def time(self, row: Event) -> str:
        """Returns its time to the second."""
        return moment(row.at, "Y-m-d H:i:s")

    @admin.display(description="client")
    def client_link(self, row: Event) -> SafeString | str:
        """Returns a link to its client, or the name of a deleted client."""
        return link(row.client, site=self.admin_site.name) if row.client else row.client_name or NONE

    @admin.display(description="key ID")
    def credential_link(self, row: Event) -> SafeString | str:
        """Returns a link to its credential, with the whole key ID."""
        credential = (
            Credential.objects.filter(client=row.client_id, kid=row.kid).only("kid").first() if row.kid else None
        )
        return link(credential, row.kid, site=self.admin_site.name) if credential else row.kid or NONE

    @admin.display(description="client", ordering="client_name")
    def client_and_environment(self, row: Event) -> SafeString:
        """Returns its client and environment."""
        return two_lines(row.client_name or NONE, row.environment.name if row.environment else "")

    @admin.display(ordering="kind")
    def event(self, row: Event) -> str:
        """Returns its kind as words."""
        return readable_name(row.kind)

    @admin.display(description="key ID", ordering="kid")
    def key_id(self, row: Event) -> SafeString | str:
        """Returns the start of the key ID."""
        return short_kid(row.kid)
