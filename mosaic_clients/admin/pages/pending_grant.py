"""The page of pending grants: whose approval is waited for and how it stands, never with what."""

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
    in_words,
    link,
    moment,
    problem_badge,
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
    """Status only: neither what is asked with nor what was answered is on any page."""

    list_display = ("approval_for", "state", "next_poll", "ends", "polls", "kid", problem_badge)
    list_filter = ("status", "kind", ProblemFilter, "client__environment")
    search_fields = ("client__name", "client__client_id")
    fields = (
        "of_client", "kind", "state", "created", "next_poll", "ends", "pause", "polls", "answered", "scope", "kid",
        "erased", "problem",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[PendingGrant]:
        """Without what is secret, and without the large columns of the credentials."""
        rows: QuerySet[PendingGrant] = super().get_queryset(request)
        large = ("credential__private_key", "credential__chain", "credential__csr")
        return rows.select_related("client__environment", "credential").defer("code", "answer", *large)

    @admin.display(description="client")
    def of_client(self, row: PendingGrant) -> SafeString | str:
        """Its client."""
        return link(row.client, site=self.admin_site.name)

    @admin.display(description="approval", ordering="client__name")
    def approval_for(self, row: PendingGrant) -> SafeString:
        """Its client and how the user is asked."""
        return two_lines(row.client.name, f"{row.get_kind_display()}, {row.client.environment.name}")

    @admin.display(ordering="status")
    def state(self, row: PendingGrant) -> SafeString:
        """How it stands."""
        return badge(in_words(row.status), _TONES[row.status])

    @admin.display(ordering="next_poll_at")
    def next_poll(self, row: PendingGrant) -> str:
        """When Mosaic is asked next."""
        return distance(row.next_poll_at, timezone.now()) if row.status == PendingGrant.PENDING else NONE

    @admin.display(description="interval", ordering="interval")
    def pause(self, row: PendingGrant) -> str:
        """How long it is between two polls, at least."""
        return f"{row.interval:g} s"

    @admin.display(ordering="expires_at")
    def ends(self, row: PendingGrant) -> str:
        """Until when the user can approve."""
        return distance(row.expires_at, timezone.now())

    @admin.display(ordering="created_at")
    def created(self, row: PendingGrant) -> str:
        """When it was handed over to the worker."""
        return moment(row.created_at)

    @admin.display(ordering="answered_at")
    def answered(self, row: PendingGrant) -> str:
        """When the user's decision was learned."""
        return moment(row.answered_at)

    @admin.display(description="erased at", ordering="delete_at")
    def erased(self, row: PendingGrant) -> str:
        """When the row goes, and with it tokens that nobody collected."""
        return moment(row.delete_at)

    @admin.display(description="key ID")
    def kid(self, row: PendingGrant) -> SafeString | str:
        """The credential that it is asked with, and then bound to."""
        return short_kid(row.credential.kid if row.credential else "")
