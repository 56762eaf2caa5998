"""The page of events: the record, to read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import NONE, in_words, link, moment, short_kid, two_lines
from mosaic_clients.admin.filters import InWordsFilter
from mosaic_clients.models import Client, Credential, Event


class KindFilter(InWordsFilter):
    """Events by what happened."""

    title, parameter_name = "what", "kind"


class ClientFilter(admin.SimpleListFilter):
    """Events of one client, as its page leads here: there are too many clients to offer them all."""

    title, parameter_name = "client", "client"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The chosen one, if any is; another value in the address chooses none."""
        try:
            chosen = Client.objects.filter(pk=UUID(request.GET.get(self.parameter_name, "")))
        except ValueError:
            return []
        return [(str(client.pk), client.name) for client in chosen]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        """The chosen client's."""
        value = self.value()
        return queryset.filter(client=UUID(value)) if value and self.lookup_choices else queryset


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """What happened, to which client, by whom."""

    list_display = ("when", "what", "about", "key_id", "actor", "detail")
    list_filter = (KindFilter, ClientFilter, "environment")
    search_fields = ("client_name", "kid", "actor", "detail")
    list_select_related = ("environment",)
    date_hierarchy = "at"
    fields = ("at", "what", "actor", "of_client", "environment", "of_key", "detail")
    readonly_fields = fields

    @admin.display(ordering="at")
    def when(self, row: Event) -> str:
        """To the second."""
        return moment(row.at, "Y-m-d H:i:s")

    @admin.display(description="client")
    def of_client(self, row: Event) -> SafeString | str:
        """Its client; of one that is gone, the name."""
        return link(row.client, site=self.admin_site.name) if row.client else row.client_name or NONE

    @admin.display(description="key ID")
    def of_key(self, row: Event) -> SafeString | str:
        """Its credential, with the whole key ID."""
        credential = (
            Credential.objects.filter(client=row.client_id, kid=row.kid).only("kid").first() if row.kid else None
        )
        return link(credential, row.kid, site=self.admin_site.name) if credential else row.kid or NONE

    @admin.display(ordering="client_name")
    def about(self, row: Event) -> SafeString:
        """Its client, and where that is."""
        return two_lines(row.client_name or NONE, row.environment.name if row.environment else "")

    @admin.display(description="what", ordering="kind")
    def what(self, row: Event) -> str:
        """Its kind, in words."""
        return in_words(row.kind)

    @admin.display(description="key ID", ordering="kid")
    def key_id(self, row: Event) -> SafeString | str:
        """The beginning of the key's."""
        return short_kid(row.kid)
