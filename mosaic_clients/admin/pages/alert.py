"""The page of alerts: which were sent, to read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import expiry, moment, sentence
from mosaic_clients.admin.filters import InWordsFilter
from mosaic_clients.admin.pages.alert_subject import LARGE, RELATED, subject, threshold_text
from mosaic_clients.models import Alert


class ThresholdFilter(InWordsFilter):
    """Alerts by the threshold that was crossed."""

    title, parameter_name = "what was reported", "threshold"

    def in_words(self, value: str) -> str:
        """The text of the column."""
        return threshold_text(value)


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """Alerts about certificates, new credentials and signing keys, and when they were sent."""

    list_display = ("when", "about", "reported", "expires")
    list_filter = ("kind", ThresholdFilter)
    list_select_related = RELATED
    search_fields = ("subject_label", "title", "fingerprint", "client__name")
    date_hierarchy = "sent_at"
    fields = ("when", "kind", "about", "reported", "expires", "title", "fingerprint")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        """With what the alerts are about, without its keys."""
        rows: QuerySet[Alert] = super().get_queryset(request)
        return rows.select_related(*RELATED).defer(*LARGE)

    @admin.display(description="sent", ordering="sent_at")
    def when(self, row: Alert) -> str:
        """When it was sent."""
        return moment(row.sent_at)

    @admin.display(description="about", ordering="subject_label")
    def about(self, row: Alert) -> SafeString | str:
        """What it is about, with links."""
        return subject(row, site=self.admin_site.name)

    @admin.display(description="what was reported", ordering="threshold")
    def reported(self, row: Alert) -> str:
        """The threshold, as a sentence."""
        return sentence(threshold_text(row.threshold))

    @admin.display(description="end", ordering="expires_at")
    def expires(self, row: Alert) -> SafeString | str:
        """The end that it is about."""
        return expiry(row.expires_at, timezone.now())
