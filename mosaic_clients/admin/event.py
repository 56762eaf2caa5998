"""The page of events: the record, to read."""

from __future__ import annotations

from django.contrib import admin
from django.utils.safestring import SafeString

from mosaic_clients.admin.columns import NONE, in_words, moment, short_kid, two_lines
from mosaic_clients.admin.filters import InWordsFilter
from mosaic_clients.admin.pages import ReadOnlyAdmin
from mosaic_clients.models import Event


class KindFilter(InWordsFilter):
    """Events by what happened."""

    title, parameter_name = "what", "kind"


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """What happened, to which client, by whom."""

    list_display = ("when", "what", "about", "key_id", "actor", "detail")
    list_filter = (KindFilter, "environment")
    search_fields = ("client_name", "kid", "actor", "detail")
    list_select_related = ("environment",)
    date_hierarchy = "at"
    fields = ("at", "kind", "actor", "client_name", "environment", "kid", "detail")
    readonly_fields = fields

    @admin.display(ordering="at")
    def when(self, row: Event) -> str:
        """To the second."""
        return moment(row.at, "Y-m-d H:i:s")

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
