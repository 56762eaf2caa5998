"""The page of alerts: which were sent, to read."""

from __future__ import annotations

from django.contrib import admin
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.columns import expiry, moment
from mosaic_clients.admin.pages import ReadOnlyAdmin
from mosaic_clients.models import Alert


@admin.register(Alert)
class AlertAdmin(ReadOnlyAdmin):
    """What was said about ends of certificates, and when."""

    list_display = ("when", "about", "threshold", "expires")
    list_filter = ("threshold",)
    search_fields = ("subject",)
    date_hierarchy = "sent_at"
    fields = ("sent_at", "subject", "threshold", "expires")
    readonly_fields = fields

    @admin.display(ordering="sent_at")
    def when(self, row: Alert) -> str:
        """When it was sent."""
        return moment(row.sent_at)

    @admin.display(description="about", ordering="subject")
    def about(self, row: Alert) -> str:
        """Whose certificate it is; the thumbprint is on the row's own page."""
        thumbprint, _, whose = row.subject.partition(":")
        return whose or thumbprint

    @admin.display(ordering="expires_at")
    def expires(self, row: Alert) -> SafeString | str:
        """The end that it is about."""
        return expiry(row.expires_at, timezone.now())
