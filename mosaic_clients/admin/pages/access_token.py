"""The page of access tokens: their status, never their values."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.access_token import Refresh
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.base import ReadOnlyAdmin
from mosaic_clients.admin.display import (
    NONE,
    badge,
    distance,
    expiry,
    link,
    moment,
    problem_badge,
    short_kid,
    two_lines,
)
from mosaic_clients.admin.filters import ProblemFilter, TokenStateFilter
from mosaic_clients.models import AccessToken, Credential


@admin.register(AccessToken)
class AccessTokenAdmin(ReadOnlyAdmin, ActionAdmin):
    """Shows status only; no page shows the value of a token."""

    row_actions = (Refresh(),)
    list_display = ("token_name", "state", "expires", "due", "kid", "problem_and_failures")
    list_filter = (TokenStateFilter, ProblemFilter, "client__environment")
    search_fields = ("client__name", "client__client_id", "resource", "credential__kid")
    list_select_related = ("client__environment", "credential")
    fields = (
        "client_link", "resource", "state", "expires", "due", "obtained", "scope", "kid", "failed_attempts", "problem",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessToken]:
        """Returns the rows without the large columns of their credentials, and whether the client has an active one."""
        active = Credential.objects.active().filter(client=OuterRef("client"))
        rows: QuerySet[AccessToken] = super().get_queryset(request).annotate(has_credential=Exists(active))
        return rows.select_related("client__environment", "credential").defer(
            "credential__private_key", "credential__chain", "credential__csr"
        )

    @admin.display(description="client")
    def client_link(self, row: AccessToken) -> SafeString | str:
        """Returns a link to its client."""
        return link(row.client, site=self.admin_site.name)

    @admin.display(description="access token", ordering="client__name")
    def token_name(self, row: AccessToken) -> SafeString:
        """Returns its client, resource and environment."""
        return two_lines(str(row), row.client.environment.name)

    @admin.display(description="problem", ordering="failures")
    def problem_and_failures(self, row: AccessToken) -> SafeString | str:
        """Returns the last failure and the number of failures in a row."""
        return two_lines(problem_badge(row), f"{row.failures} in a row") if row.problem else NONE

    @admin.display
    def state(self, row: AccessToken) -> SafeString:
        """Returns whether it is valid."""
        return token_badge(row)

    @admin.display(ordering="expires_at")
    def expires(self, row: AccessToken) -> SafeString | str:
        """Returns its expiry."""
        return token_expiry(row)

    @admin.display(description="next refresh", ordering="due_at")
    def due(self, row: AccessToken) -> str:
        """Returns when it is refreshed next."""
        return token_due(row, has_credential=row.has_credential)  # type: ignore[attr-defined]  # annotated above

    @admin.display(description="issued", ordering="obtained_at")
    def obtained(self, row: AccessToken) -> str:
        """Returns when Mosaic issued it."""
        return moment(row.obtained_at)

    @admin.display(description="failed attempts in a row", ordering="failures")
    def failed_attempts(self, row: AccessToken) -> int:
        """Returns the number of failed attempts since the last success."""
        return row.failures

    @admin.display(description="key ID")
    def kid(self, row: AccessToken) -> SafeString | str:
        """Returns the credential that it is bound to."""
        return short_kid(row.credential.kid if row.credential else "")


def token_badge(row: AccessToken) -> SafeString:
    """Returns whether a token can be used now."""
    if row.is_alive(timezone.now()):
        return badge("valid", "success")
    return badge("expired", "error") if row.expires_at else badge("none yet", "warning")


def token_expiry(row: AccessToken) -> SafeString | str:
    """Returns the expiry of a token. Only an expired token is highlighted, because tokens are renewed before that."""
    now = timezone.now()
    return expiry(row.expires_at, now, soon=now - now)


def token_due(row: AccessToken, *, has_credential: bool) -> str:
    """Returns when a token is refreshed next. Without an active credential it is not refreshed."""
    return distance(row.due_at, timezone.now()) if has_credential else "once a credential is in use"
