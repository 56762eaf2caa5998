"""The page of alerts: which were sent, to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import expiry, moment, sentence
from mosaic_clients.admin.filters import InWordsFilter
from mosaic_clients.admin.pages.alert_subject import subjects, told_in_words
from mosaic_clients.models import Alert


class AlertList(ChangeList):
    """The list, with what its alerts are about."""

    def get_results(self, request: HttpRequest) -> None:
        """A few more queries for any number of rows."""
        super().get_results(request)
        rows = list(self.result_list)
        about = subjects(rows)
        for row in rows:
            row.about = about.about(row, site=self.model_admin.admin_site.name)
        self.result_list = rows


class ToldFilter(InWordsFilter):
    """Alerts by what was told."""

    title, parameter_name = "what was told", "threshold"

    def in_words(self, value: str) -> str:
        """As the column says it."""
        return told_in_words(value)


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """What was said about ends of certificates and about signing keys, and when."""

    list_display = ("when", "about", "told", "expires")
    list_filter = (ToldFilter,)
    search_fields = ("subject",)
    date_hierarchy = "sent_at"
    fields = ("when", "about", "told", "expires", "subject")
    readonly_fields = fields

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Ours."""
        return AlertList

    @admin.display(description="sent", ordering="sent_at")
    def when(self, row: Alert) -> str:
        """When it was sent."""
        return moment(row.sent_at)

    @admin.display(description="about")
    def about(self, row: Alert) -> SafeString:
        """What it is about; on a row's own page, asked for here."""
        found: SafeString | None = getattr(row, "about", None)
        return found or subjects([row]).about(row, site=self.admin_site.name)

    @admin.display(description="what was told", ordering="threshold")
    def told(self, row: Alert) -> str:
        """The threshold, in words."""
        return sentence(told_in_words(row.threshold))

    @admin.display(description="end", ordering="expires_at")
    def expires(self, row: Alert) -> SafeString | str:
        """The end that it is about."""
        return expiry(row.expires_at, timezone.now())
