"""The page of clients: a list of how each one is, and one page that tells a client's story and offers the next step."""

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
    short_kid,
    status_badge,
    two_lines,
    wrong,
)
from mosaic_clients.admin.filters import ClientExpiryFilter, ClientProblemFilter, RotationFilter, told_from
from mosaic_clients.admin.forms.client import ClientForm
from mosaic_clients.admin.pages.client_summary import client_page
from mosaic_clients.admin.remedies import Viewer
from mosaic_clients.core.auth_method import AuthMethod
from mosaic_clients.models import Client, Credential
from mosaic_clients.services.clients import registry as client_registry
from mosaic_clients.services.clients.status import ClientStatus, status_of
from mosaic_clients.services.issuing.registry import settings_fields


class ClientList(ChangeList):
    """The list, with everything that a client's status is told from."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        """Two more queries for any number of rows."""
        rows: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        return rows.prefetch_related(*told_from())


@admin.register(Client)
class ClientAdmin(ActionAdmin):
    """The OAuth clients registered at Mosaic."""

    form = ClientForm
    verbs = (
        Rotate(), Publish(), Compare(), Attach(), Stage(), Import(), Prove(), Activate(), RollBack(), RefreshToken(),
        CheckConnection(),
    )  # fmt: skip
    downloads = DOWNLOADS
    list_display = ("name_and_problem", "client_id_and_environment", "credential", "expires", "tokens", "to_do")
    list_filter = ("environment", "auth_method", ClientExpiryFilter, ClientProblemFilter, RotationFilter)
    search_fields = ("name", "client_id", "subject", "credentials__kid", "credentials__subject_dn")
    list_select_related = ("environment", "certificate_authority")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Client]:
        """With the environment, which every verb needs; without the key of a certificate authority.

        ``ends_at`` is what the column "expires" shows, to sort by.
        """
        rows: QuerySet[Client] = super().get_queryset(request).annotate(ends_at=_ends_at())
        lean = rows.defer("certificate_authority__private_key", "certificate_authority__certificate")
        return lean.select_related("environment__management_client", "certificate_authority")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Ours."""
        return ClientList

    def get_fieldsets(self, request: HttpRequest, obj: Client | None = None) -> Any:
        """Open for a new client; folded away below the story of one that is there."""
        folded = {"classes": ["collapse"]} if obj else {}
        policy: tuple[str, ...] = ("automatic", "lifetime", "renew_before", "overlap", *settings_fields())
        if obj:
            unused = {"lifetime"} if obj.method is AuthMethod.CA_SIGNED else {*settings_fields()}
            policy = tuple(name for name in policy if name not in unused)
        identity = ("name", "environment", "client_id", "auth_method", "bound", "fapi")
        return (
            ("Settings" if obj else None, {"fields": identity, **folded}),
            ("Keys and tokens", {"fields": ("key_algorithm", "subject", "alternative_names", "resource"), **folded}),
            ("Publication", {"fields": ("app_id", "publication"), **folded}),
            ("Rotation", {"fields": policy, **folded}),
        )

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the story of the client."""
        client = kwargs.get("obj")
        if client is not None:
            context["page"] = client_page(self, request, client)
            context["fapi"] = fapi_lines(client, Viewer(request, self.admin_site))
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Client, post_url_continue: str | None = None) -> HttpResponse:
        """On to the client's page, where the next step is."""
        response = super().response_add(request, obj, post_url_continue)
        if {"_addanother", "_continue", "_popup"} & set(request.POST):
            return response
        return HttpResponseRedirect(self.page_url("change", obj))

    def save_model(self, request: HttpRequest, obj: Client, form: Any, change: bool) -> None:
        """Store it by the service, which checks and records."""
        if not change:
            client_registry.insert(obj, actor=actor_of(request))
        elif form.changed_data:
            client_registry.change(obj, form.changed_data, actor=actor_of(request))
            if "name" in form.changed_data:
                code = f"MosaicClient.named({form.initial['name']!r})"
                messages.warning(request, f"{code} in your code stops working: its name is {obj.name!r} now.")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The credentials of a client that is out of service go with it: only what lives protects one."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, permissions, protected if any(map(client_registry.removal_refusal, objs)) else []

    def delete_model(self, request: HttpRequest, obj: Client) -> None:
        """Delete it by the service, which records."""
        client_registry.remove(obj, actor=actor_of(request))

    @admin.display(description="client", ordering="name")
    def name_and_problem(self, row: Client) -> SafeString:
        """Our name for it, and what is wrong, where no window is too narrow for it."""
        problem = _status(row).problem or row.drift
        return two_lines(row.name, wrong(problem) if problem else "")

    @admin.display(description="client ID", ordering="client_id")
    def client_id_and_environment(self, row: Client) -> SafeString:
        """What Mosaic calls it, and where; self-signed or CA-signed."""
        where = link(row.environment, site=self.admin_site.name)
        return two_lines(row.client_id, format_html("{}<br>{}", where, METHODS[row.method]))

    @admin.display
    def credential(self, row: Client) -> SafeString | str:
        """The credential in use, or on its way."""
        status = _status(row)
        shown = status.active or status.pending
        return two_lines(status_badge(shown.status), short_kid(shown.kid)) if shown else NONE

    @admin.display(ordering=F("ends_at").asc(nulls_last=True))
    def expires(self, row: Client) -> SafeString | str:
        """The end of its certificate."""
        return expiry(_status(row).expires_at, timezone.now())

    @admin.display
    def tokens(self, row: Client) -> SafeString | str:
        """How many access tokens live."""
        alive = _status(row).tokens_alive
        return badge(f"{alive} alive", "success") if alive else NONE

    @admin.display(description="next step", ordering="problem_at")
    def to_do(self, row: Client) -> SafeString:
        """What comes next, and when."""
        status, now = _status(row), timezone.now()
        ahead = status.next_action
        when = distance(ahead.at, now) if ahead.at and ahead.at > now else ""
        return two_lines(ahead.words or NONE, when)


def _ends_at() -> Subquery:
    """The end of the certificate that a client's status is told from: of the one in use, else of the staged one."""
    shown = Credential.objects.filter(client=OuterRef("pk"), status__in=("ACTIVE", "STAGED"))
    return Subquery(shown.order_by("status").values("not_after")[:1])  # ACTIVE is before STAGED


def _status(row: Client) -> ClientStatus:
    return status_of(row, timezone.now())
