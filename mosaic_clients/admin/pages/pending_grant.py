"""The page of pending grants: their status, never their secrets."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import (
    NONE,
    badge,
    distance,
    link,
    moment,
    problem_badge,
    readable_name,
    short_kid,
    two_lines,
)
from mosaic_clients.admin.filters import ProblemFilter
from mosaic_clients.models import PendingGrant

_TONES = {
    PendingGrant.PENDING: "warning",
    PendingGrant.GRANTED: "success",
    PendingGrant.COLLECTED: "quiet",
    PendingGrant.DENIED: "quiet",
    PendingGrant.EXPIRED: "quiet",
    PendingGrant.FAILED: "error",
}


@admin.register(PendingGrant)
class PendingGrantAdmin(ReadOnlyAdmin):
    """Shows status only; no page shows the device code or the tokens."""

    list_display = ("approval", "state", "next_poll", "expires", "polls", "kid", problem_badge)
    list_filter = ("status", "kind", ProblemFilter, "client__environment")
    search_fields = ("client__name", "client__client_id")
    fields = (
        "client_link", "kind", "state", "created", "next_poll", "expires", "poll_interval", "polls", "answered",
        "scope", "kid", "deletion", "problem",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[PendingGrant]:
        """Returns the rows without secrets and without the large columns of their credentials."""
        rows: QuerySet[PendingGrant] = super().get_queryset(request)
        large_columns = ("credential__private_key", "credential__chain", "credential__csr")
        return rows.select_related("client__environment", "credential").defer("code", "answer", *large_columns)

    @admin.display(description="client")
    def client_link(self, row: PendingGrant) -> SafeString | str:
        """Returns a link to its client."""
        return link(row.client, site=self.admin_site.name)

    @admin.display(ordering="client__name")
    def approval(self, row: PendingGrant) -> SafeString:
        """Returns its client, kind and environment."""
        return two_lines(row.client.name, f"{row.get_kind_display()}, {row.client.environment.name}")

    @admin.display(ordering="status")
    def state(self, row: PendingGrant) -> SafeString:
        """Returns its status."""
        return badge(readable_name(row.status), _TONES[row.status])

    @admin.display(ordering="next_poll_at")
    def next_poll(self, row: PendingGrant) -> str:
        """Returns when Mosaic is polled next."""
        return distance(row.next_poll_at, timezone.now()) if row.status == PendingGrant.PENDING else NONE

    @admin.display(description="poll interval", ordering="interval")
    def poll_interval(self, row: PendingGrant) -> str:
        """Returns the minimum time between two polls, in seconds."""
        return f"{row.interval:g} s"

    @admin.display(ordering="expires_at")
    def expires(self, row: PendingGrant) -> str:
        """Returns until when the user can approve."""
        return distance(row.expires_at, timezone.now())

    @admin.display(ordering="created_at")
    def created(self, row: PendingGrant) -> str:
        """Returns when the worker received it."""
        return moment(row.created_at)

    @admin.display(ordering="answered_at")
    def answered(self, row: PendingGrant) -> str:
        """Returns when Mosaic reported the decision of the user."""
        return moment(row.answered_at)

    @admin.display(description="deleted at", ordering="delete_at")
    def deletion(self, row: PendingGrant) -> str:
        """Returns when the row is deleted, with any tokens that the application did not collect."""
        return moment(row.delete_at)

    @admin.display(description="key ID")
    def kid(self, row: PendingGrant) -> SafeString | str:
        """Returns the credential that polls, and that the tokens are bound to."""
        return short_kid(row.credential.kid if row.credential else "")
