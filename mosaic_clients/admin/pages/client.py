"""The pages of clients: a list with status, and one page per client with its history and next step."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mosaic_clients.admin.actions.client import Activate, Prove, RefreshToken
from mosaic_clients.admin.actions.connection import CheckConnection, fapi_lines
from mosaic_clients.admin.actions.portal_registration import DOWNLOADS
from mosaic_clients.admin.actions.publication import Compare, Publish
from mosaic_clients.admin.actions.rotation import RollBack, Rotate
from mosaic_clients.admin.actions.staging import Attach, Import, Stage
from mosaic_clients.admin.actions.views import ActionAdmin
from mosaic_clients.admin.base import actor_of
from mosaic_clients.admin.display import (
    METHODS,
    NONE,
    badge,
    distance,
    expiry,
    link,
    problem_text,
    short_kid,
    status_badge,
    two_lines,
)
from mosaic_clients.admin.filters import ClientExpiryFilter, ClientProblemFilter, RotationFilter, status_prefetches
from mosaic_clients.admin.forms.client import ClientForm
from mosaic_clients.admin.pages.client_summary import client_page
from mosaic_clients.admin.remedies import Viewer
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.clients.status import ClientStatus, status_of
from mosaic_clients.services.issuing.registry import settings_fields


class ClientList(ChangeList):
    """The list, with everything that the status of a client needs."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Adds two queries for any number of rows."""
        rows: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        return rows.prefetch_related(*status_prefetches())


@admin.register(Client)
class ClientAdmin(ActionAdmin):
    """The OAuth clients registered at Mosaic."""

    form = ClientForm
    row_actions = (
        Rotate(), Publish(), Compare(), Attach(), Stage(), Import(), Prove(), Activate(), RollBack(), RefreshToken(),
        CheckConnection(),
    )  # fmt: skip
    downloads = DOWNLOADS
    list_display = ("name_and_problem", "client_id_and_environment", "credential", "expires", "tokens", "next_step")
    list_filter = ("environment", "auth_method", ClientExpiryFilter, ClientProblemFilter, RotationFilter)
    search_fields = ("name", "client_id", "subject", "credentials__kid", "credentials__subject_dn")
    list_select_related = ("environment", "certificate_authority")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Client]:
        """Returns the clients with their environment, and without the key of a certificate authority.

        The column "expires" is sorted by ``ends_at``.
        """
        rows: QuerySet[Client] = super().get_queryset(request).annotate(ends_at=_ends_at())
        rows = rows.defer("certificate_authority__private_key", "certificate_authority__certificate")
        return rows.select_related("environment__management_client", "certificate_authority")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Returns the list with status."""
        return ClientList

    def get_fieldsets(self, request: HttpRequest, obj: Client | None = None) -> Any:
        """Returns the fieldsets: open for a new client, collapsed below the summary of an existing one."""
        collapsed = {"classes": ["collapse"]} if obj else {}
        policy: tuple[str, ...] = ("automatic", "lifetime", "renew_before", "overlap", *settings_fields())
        if obj:
            irrelevant = {"lifetime"} if obj.method is AuthMethod.CA_SIGNED else {*settings_fields()}
            policy = tuple(name for name in policy if name not in irrelevant)
        identity = ("name", "environment", "client_id", "auth_method", "bound", "fapi")
        return (
            ("Settings" if obj else None, {"fields": identity, **collapsed}),
            ("Keys and tokens", {"fields": ("key_algorithm", "subject", "alternative_names", "resource"), **collapsed}),
            ("Publication", {"fields": ("app_id", "publication"), **collapsed}),
            ("Rotation", {"fields": policy, **collapsed}),
        )

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Adds the summary of the client."""
        client = kwargs.get("obj")
        if client is not None:
            context["page"] = client_page(self, request, client)
            context["fapi"] = fapi_lines(client, Viewer(request, self.admin_site))
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Client, post_url_continue: str | None = None) -> HttpResponse:
        """Redirects to the page of the new client, which shows the next step."""
        response = super().response_add(request, obj, post_url_continue)
        if {"_addanother", "_continue", "_popup"} & set(request.POST):
            return response
        return HttpResponseRedirect(self.page_url("change", obj))

    def save_model(self, request: HttpRequest, obj: Client, form: Any, change: bool) -> None:
        """Stores it through the service, which checks it and records an event."""
        if not change:
            client_registry.insert(obj, actor=actor_of(request))
        elif form.changed_data:
            client_registry.change(obj, form.changed_data, actor=actor_of(request))
            if "name" in form.changed_data:
                code = f"MosaicClient.named({form.initial['name']!r})"
                messages.warning(request, f"{code} in your code stops working: its name is {obj.name!r} now.")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Deletes the credentials of a retired client with it: only active and pending ones protect a client."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, permissions, protected if any(map(client_registry.removal_refusal, objs)) else []

    def delete_model(self, request: HttpRequest, obj: Client) -> None:
        """Deletes it through the service, which records an event."""
        client_registry.remove(obj, actor=actor_of(request))

    @admin.display(description="client", ordering="name")
    def name_and_problem(self, row: Client) -> SafeString:
        """Returns its name and its problem, in a column that fits every window width."""
        problem = _status(row).problem or row.drift
        return two_lines(row.name, problem_text(problem) if problem else "")

    @admin.display(description="client ID", ordering="client_id")
    def client_id_and_environment(self, row: Client) -> SafeString:
        """Returns its client ID, environment and method."""
        environment = link(row.environment, site=self.admin_site.name)
        return two_lines(row.client_id, format_html("{}<br>{}", environment, METHODS[row.method]))

    @admin.display
    def credential(self, row: Client) -> SafeString | str:
        """Returns the credential in use, or the pending one."""
        status = _status(row)
        credential = status.active or status.pending
        return two_lines(status_badge(credential.status), short_kid(credential.kid)) if credential else NONE

    @admin.display(ordering=F("ends_at").asc(nulls_last=True))
    def expires(self, row: Client) -> SafeString | str:
        """Returns the expiry of its certificate."""
        return expiry(_status(row).expires_at, timezone.now())

    @admin.display
    def tokens(self, row: Client) -> SafeString | str:
        """Returns the number of valid access tokens."""
        count = _status(row).tokens_alive
        return badge(f"{count} valid", "success") if count else NONE

    @admin.display(description="next step", ordering="problem_at")
    def next_step(self, row: Client) -> SafeString:
        """Returns the next step and its time."""
        status, now = _status(row), timezone.now()
        action = status.next_action
        when = distance(action.at, now) if action.at and action.at > now else ""
        return two_lines(action.words or NONE, when)


def _ends_at() -> Subquery:
    """Returns the certificate expiry that the status shows: of the active credential, else of the staged one."""
    credentials = Credential.objects.filter(client=OuterRef("pk"), status__in=("ACTIVE", "STAGED"))
    return Subquery(credentials.order_by("status").values("not_after")[:1])  # ACTIVE sorts before STAGED


def _status(row: Client) -> ClientStatus:
    return status_of(row, timezone.now())
