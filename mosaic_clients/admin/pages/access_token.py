"""The page of access tokens: how they are, never what they are."""

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
    """Status only: a token's value is on no page."""

    verbs = (Refresh(),)
    list_display = ("token_of", "state", "expires", "due", "kid", "what_is_wrong")
    list_filter = (TokenStateFilter, ProblemFilter, "client__environment")
    search_fields = ("client__name", "client__client_id", "resource", "credential__kid")
    list_select_related = ("client__environment", "credential")
    fields = (
        "of_client", "resource", "state", "expires", "due", "obtained", "scope", "kid", "failures", "problem",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessToken]:
        """Without the large columns of the credentials; with whether there is one in use to be renewed with."""
        active = Credential.objects.active().filter(client=OuterRef("client"))
        rows: QuerySet[AccessToken] = super().get_queryset(request).annotate(has_credential=Exists(active))
        return rows.select_related("client__environment", "credential").defer(
            "credential__private_key", "credential__chain", "credential__csr"
        )

    @admin.display(description="client")
    def of_client(self, row: AccessToken) -> SafeString | str:
        """Its client."""
        return link(row.client, site=self.admin_site.name)

    @admin.display(description="access token", ordering="client__name")
    def token_of(self, row: AccessToken) -> SafeString:
        """Its client and resource, and where they are."""
        return two_lines(str(row), row.client.environment.name)

    @admin.display(description="problem", ordering="failures")
    def what_is_wrong(self, row: AccessToken) -> SafeString | str:
        """The last failure, and how many in a row."""
        return two_lines(problem_badge(row), f"{row.failures} in a row") if row.problem else NONE

    @admin.display
    def state(self, row: AccessToken) -> SafeString:
        """Alive or not."""
        return token_badge(row)

    @admin.display(ordering="expires_at")
    def expires(self, row: AccessToken) -> SafeString | str:
        """When it ends."""
        return token_expiry(row)

    @admin.display(ordering="due_at")
    def due(self, row: AccessToken) -> str:
        """When it is renewed next."""
        return token_due(row, has_credential=row.has_credential)  # type: ignore[attr-defined]  # annotated above

    @admin.display(ordering="obtained_at")
    def obtained(self, row: AccessToken) -> str:
        """When it came."""
        return moment(row.obtained_at)

    @admin.display(description="key ID")
    def kid(self, row: AccessToken) -> SafeString | str:
        """The credential it is bound to."""
        return short_kid(row.credential.kid if row.credential else "")


def token_badge(row: AccessToken) -> SafeString:
    """Whether a token can be used now."""
    if row.is_alive(timezone.now()):
        return badge("alive", "success")
    return badge("expired", "error") if row.expires_at else badge("none yet", "warning")


def token_expiry(row: AccessToken) -> SafeString | str:
    """When a token ends. It is renewed ahead of that, so only one that is over is marked."""
    now = timezone.now()
    return expiry(row.expires_at, now, soon=now - now)


def token_due(row: AccessToken, *, has_credential: bool) -> str:
    """When a token is fetched next; never while its client has no credential in use."""
    return distance(row.due_at, timezone.now()) if has_credential else "once a credential is in use"
