"""The page of alerts that were sent."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import expiry, moment, sentence
from mosaic_clients.admin.filters import ReadableChoicesFilter
from mosaic_clients.admin.pages.alert_subject import LARGE, RELATED, subject_links, threshold_text
from mosaic_clients.models import Alert


class ThresholdFilter(ReadableChoicesFilter):
    """Filters alerts by threshold."""

    title, parameter_name = "alert", "threshold"

    def choice_label(self, value: str) -> str:
        """Returns the text of the column."""
        return threshold_text(value)


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """Alerts about certificates, new credentials and signing keys, and when they were sent."""

    list_display = ("sent", "subject", "alert", "expires")
    list_filter = ("kind", ThresholdFilter)
    list_select_related = RELATED
    search_fields = ("subject_label", "title", "fingerprint", "client__name")
    date_hierarchy = "sent_at"
    fields = ("sent", "kind", "subject", "alert", "expires", "title", "fingerprint")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        """Returns the alerts with the rows they are about, without secrets."""
        rows: QuerySet[Alert] = super().get_queryset(request)
        return rows.select_related(*RELATED).defer(*LARGE)

    @admin.display(ordering="sent_at")
    def sent(self, row: Alert) -> str:
        """Returns when it was sent."""
        return moment(row.sent_at)

    @admin.display(ordering="subject_label")
    def subject(self, row: Alert) -> SafeString | str:
        """Returns what it is about, with links."""
        return subject_links(row, site=self.admin_site.name)

    @admin.display(ordering="threshold")
    def alert(self, row: Alert) -> str:
        """Returns the threshold as a sentence."""
        return sentence(threshold_text(row.threshold))

    @admin.display(ordering="expires_at")
    def expires(self, row: Alert) -> SafeString | str:
        """Returns the expiry that it warns of."""
        return expiry(row.expires_at, timezone.now())
